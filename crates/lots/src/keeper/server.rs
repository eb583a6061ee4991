//! The service itself: HTTP/1.1 by hyper, bounded in connections, sizes and time.

use super::Keeper;
use hyper::{server::conn::http1, service::service_fn, Request};
use hyper_util::rt::{TokioIo, TokioTimer};
use std::{convert::Infallible, future::ready, io, net::TcpListener, sync::Arc, time::Duration};
use tokio::{sync::Semaphore, time};

/// Most connections at a time; further ones wait.
const MAX_CONNECTIONS: usize = 256;
/// Most bytes of a request's head.
const MAX_HEAD: usize = 16 << 10;
/// Longest time until the head of a request is complete.
const HEAD_TIME: Duration = Duration::from_secs(10);
/// Longest time that a connection lasts.
const CONNECTION_TIME: Duration = Duration::from_secs(60);
/// How long is waited when the system gives no more connections.
const PAUSE: Duration = Duration::from_millis(100);

/// Answers requests until the process ends.
pub fn run(keeper: Keeper, listener: TcpListener) -> io::Result<()> {
	listener.set_nonblocking(true)?;
	tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(async {
		let listener = tokio::net::TcpListener::from_std(listener)?;
		let keeper = Arc::new(keeper);
		let places = Arc::new(Semaphore::new(MAX_CONNECTIONS));
		loop {
			let place = Arc::clone(&places).acquire_owned().await.map_err(io::Error::other)?;
			let Ok((stream, _)) = listener.accept().await else {
				time::sleep(PAUSE).await;
				continue;
			};
			let keeper = Arc::clone(&keeper);
			let answer = move |request: Request<_>| {
				ready(Ok::<_, Infallible>(keeper.respond::<hyper::body::Incoming>(&request)))
			};
			let connection = http1::Builder::new()
				.timer(TokioTimer::new())
				.header_read_timeout(HEAD_TIME)
				.max_buf_size(MAX_HEAD)
				.serve_connection(TokioIo::new(stream), service_fn(answer));
			tokio::spawn(async move {
				// However it ends, nothing is left to do.
				drop(time::timeout(CONNECTION_TIME, connection).await);
				drop(place);
			});
		}
	})
}
