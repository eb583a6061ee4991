//! `tracemark lot serve`.

use super::read;
use crate::{
	input,
	node::KeyArgs,
	outcome::{self, Outcome},
	output::Failure,
};
use sp_core::H256;
use std::{
	fs,
	io::{self, Write},
	net::{SocketAddr, TcpListener},
	path::PathBuf,
};
use tracemark_lots::{
	denial::Denier,
	keeper::{self, Absences, Keeper},
	label::Resolver,
	text::grouped,
};

const EXAMPLES: &str = "\
Examples:
  tracemark lot serve *.lot.jsonl --resolver https://id.brand.example --absence-tokens tokens.txt
  tracemark lot serve *.lot.jsonl --absence-tokens tokens.txt --denials 0x… --key brand.key
  curl http://127.0.0.1:8021/01/09521101000016/21/7K2M9QX4TZ

Answers GET /01/GTIN/21/SERIAL with the linkset and the path, and a serial that is in no list with
404 and its neighbours. Neighbours are genuine serials: whoever may ask for as many as he likes reads
the whole list. Say who may: holders of a token (Authorization: Bearer), or everybody.
The owner of the classes, who keeps every list of theirs, signs for everybody that other serials are in none
of them: with --denials and the key of one of his operators.
It speaks plain HTTP: put a server with a certificate before it.

";

#[derive(clap::Args)]
#[command(after_help = format!("{EXAMPLES}{}", outcome::HELP))]
#[command(group(clap::ArgGroup::new("absence").required(true)))]
pub struct Args {
	/// Portable files
	#[arg(required = true, value_name = "FILE")]
	files: Vec<PathBuf>,
	/// Where to listen; port 0 takes a free one
	#[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8021", value_parser = address)]
	listen: SocketAddr,
	/// The address at which the world reaches the service, if not that where it listens; always given if it
	/// listens on all addresses or by IPv6
	#[arg(long, value_name = "URL")]
	resolver: Option<Resolver>,
	/// What the addresses of the brand's pages begin with: browsers are sent there
	#[arg(long, value_name = "URL")]
	page: Option<Resolver>,
	/// Show neighbours to holders of a token: a file with one of at least 32 characters on each line
	#[arg(long, value_name = "FILE", group = "absence")]
	absence_tokens: Option<PathBuf>,
	/// Show neighbours to everybody
	#[arg(long, group = "absence")]
	absence_for_all: bool,
	/// Sign that other serials are in no lot of their class, for the chain with this genesis hash. Only for the
	/// owner of the classes, and only if the list of every lot of theirs is given
	#[arg(long, value_name = "HASH", value_parser = input::hash)]
	denials: Option<H256>,
	#[command(flatten)]
	key: KeyArgs,
}

fn address(text: &str) -> Result<SocketAddr, String> {
	text.parse().map_err(|_| {
		"give an IP address of this machine and a port, such as 127.0.0.1:8021".to_owned()
	})
}

/// Answers until the process ends.
pub fn run(args: &Args, out: &mut impl Write) -> io::Result<Outcome> {
	let (keeper, listener) = match prepare(args) {
		Ok(ready) => ready,
		Err(failure) => return failure.end(),
	};
	let address = listener.local_addr()?;
	let items = grouped(keeper.items());
	writeln!(out, "http://{address} answers for {items} items of {} lots", args.files.len())?;
	out.flush()?;
	match keeper::run(keeper, listener) {
		Ok(()) => Ok(Outcome::Good),
		Err(error) => Failure::from(format!("the service ended: {error}")).end(),
	}
}

fn prepare(args: &Args) -> Result<(Keeper, TcpListener), Failure> {
	let ip = args.listen.ip();
	if args.resolver.is_none() && (ip.is_unspecified() || ip.is_ipv6()) {
		let listen = args.listen;
		return Err(Failure::from(format!(
			"{listen}: no link can name this address; say by --resolver at which address the world \
			 reaches the service, such as --resolver https://id.brand.example"
		)));
	}
	let absences = match &args.absence_tokens {
		Some(path) => {
			let shown = path.display();
			let tokens = fs::read_to_string(path).map_err(|error| {
				format!("{shown}: cannot be read: {error}; check the path and the permissions")
			})?;
			Absences::for_holders(&tokens).map_err(|error| format!("{shown}: {error}"))?
		},
		None => Absences::ForAll,
	};
	let lots = args.files.iter().map(|path| read::lot(path)).collect::<Result<Vec<_>, _>>()?;
	let refused = |error: io::Error| {
		let listen = args.listen;
		format!("{listen}: cannot listen: {error}; name an address of this machine and a free port")
	};
	let listener = TcpListener::bind(args.listen).map_err(refused)?;
	let resolver = match &args.resolver {
		Some(resolver) => resolver.clone(),
		None => {
			let address = listener.local_addr().map_err(refused)?;
			format!("http://{address}").parse().map_err(|error| format!("{error}"))?
		},
	};
	let keeper = Keeper::new(lots, resolver, args.page.clone(), absences)
		.map_err(|error| Failure::fault(error.to_string()))?;
	let keeper = match args.denials {
		Some(genesis) => keeper.denying(Denier::new(args.key.read()?.denier()?, genesis)),
		None => keeper,
	};
	Ok((keeper, listener))
}
