//! A certificate for people: one page that explains itself, without scripts and without network.
//!
//! The first screen says who, what and when, and what is not proven.

use crate::{
	form::{Status, Subject},
	report::{hex, operator_text},
	Certificate, Report, Source,
};

const STYLE: &str = "\
body{font:16px/1.5 Georgia,serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}\
h1{font-size:1.6rem;margin:0 0 .5rem}h2{font-size:1.15rem;margin:1.6rem 0 .4rem}\
dl{display:grid;grid-template-columns:9rem 1fr;gap:.3rem 1rem;margin:0}dt{font-weight:bold}dd{margin:0;min-width:0}\
.not{border:2px solid #8a1c1c;padding:.2rem 1rem .6rem;margin:1.2rem 0}\
.gone{border:2px solid #8a1c1c;padding:.6rem 1rem;font-weight:bold}\
dd,td{overflow-wrap:anywhere}\
table{border-collapse:collapse;width:100%}td,th{border:1px solid #999;padding:.25rem .5rem;text-align:left;vertical-align:top}\
.line{border-bottom:1px solid #1a1a1a;display:block;height:2rem}\
@media print{body{margin:0}.not{break-inside:avoid}}";

/// Renders a verified certificate as an HTML page.
pub fn render(report: &Report) -> String {
	let certificate = &report.certificate;
	let mut page = String::new();
	page.push_str("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
	page.push_str("<meta name=\"viewport\" content=\"width=device-width\">\n");
	page.push_str("<title>Certificate of evidence</title>\n");
	line(&mut page, &format!("<style>{STYLE}</style>\n</head>\n<body>"));
	line(&mut page, "<h1>Certificate of evidence</h1>");
	if let Some(warning) = certificate.status.as_ref().and_then(warning) {
		line(&mut page, &format!("<p class=\"gone\">{warning}</p>"));
	}
	line(&mut page, "<dl>");
	for (name, value) in summary(certificate) {
		line(&mut page, &format!("<dt>{name}</dt><dd>{}</dd>", escape(&value)));
	}
	line(&mut page, "</dl>");
	line(&mut page, "<div class=\"not\">\n<h2>What this certificate does not prove</h2>\n<ul>");
	items(&mut page, &certificate.does_not_prove);
	line(&mut page, "</ul>\n</div>");

	line(&mut page, "<h2>All statements, and on whose word</h2>");
	if !report.anchored {
		line(
			&mut page,
			"<p>All that is proven rests on the genesis hash, which was taken from the certificate \
			itself: compare it with one from a source that does not depend on the issuer.</p>",
		);
	}

	line(&mut page, "<table>");
	line(&mut page, "<tr><th>statement</th><th>value</th><th>on whose word</th></tr>");
	for field in &report.fields {
		let value = escape(&field.value);
		let source = match field.source {
			Source::Chain => field.source.name().to_owned(),
			Source::Issuer => format!("<em>{}</em>", field.source.name()),
		};
		line(
			&mut page,
			&format!("<tr><th>{}</th><td>{value}</td><td>{source}</td></tr>", escape(field.name)),
		);
	}
	line(&mut page, "</table>");
	line(&mut page, "<h2>How to verify it</h2>\n<ol>");
	items(&mut page, &certificate.how_to_verify);
	line(&mut page, "</ol>");
	line(&mut page, "<p>This page is for reading. What is verified is the JSON file.</p>");
	line(&mut page, &format!("<h2>Privacy</h2>\n<p>{}</p>", escape(&certificate.privacy)));
	page.push_str(DECLARATION);
	line(&mut page, "</body>\n</html>");
	page
}

/// To be filled in by hand: the chain cannot declare anything.
const DECLARATION: &str = "\
<h2>Declaration</h2>
<p>To be completed by a person qualified to declare when the record was entered and retrieved, and that it \
was made and kept in the course of a regularly conducted activity.</p>
<dl>
<dt>Name</dt><dd><span class=\"line\"></span></dd>
<dt>Function</dt><dd><span class=\"line\"></span></dd>
<dt>Place, date</dt><dd><span class=\"line\"></span></dd>
<dt>Signature</dt><dd><span class=\"line\"></span></dd>
</dl>
";

/// What a reader must not overlook.
fn warning(status: &Status) -> Option<&'static str> {
	match (status.deposit_stands, status.digest_stands) {
		(true, true) => None,
		(true, false) => Some("The digest no longer stands: its own deposits were revoked."),
		(false, true) => {
			Some("This deposit does not stand: it was revoked. Others of the same digest do.")
		},
		(false, false) => Some("This deposit does not stand: a deposit of the digest was revoked."),
	}
}

/// Who, what, when.
fn summary(certificate: &Certificate) -> Vec<(&'static str, String)> {
	let mut rows = Vec::new();
	if let Some(depositor) = &certificate.depositor {
		rows.push((
			"Who",
			format!(
				"{} ({}), organisation {} of the consortium, through its operator {}",
				depositor.name, depositor.country, depositor.org, depositor.operator
			),
		));
	}
	let what = match &certificate.subject {
		Subject::Digest { algorithm, digest, .. } => {
			format!("deposited the {} digest {digest:?}", algorithm.name())
		},
		Subject::Leaf { digest, index, leaves, .. } => format!(
			"deposited the root of a batch of {leaves}, in which the SHA-256 digest {digest:?} has \
			position {index} (counted from 0)"
		),
		Subject::State { name, key } => {
			let held = if certificate.state.value.is_some() { "an entry" } else { "no entry" };
			format!("The chain held {held} {name} under the key {}", hex(&key.0))
		},
	};
	rows.push(("What", what));
	match &certificate.entry {
		Some(entry) => rows.push((
			"When",
			format!("{} (block {}, {})", plain(&entry.time), entry.block, certificate.chain.name),
		)),
		None => rows.push((
			"When",
			format!(
				"at {} (block {}, {})",
				plain(&certificate.retrieval.block_time),
				certificate.retrieval.block,
				certificate.chain.name
			),
		)),
	}
	if let Some(status) = &certificate.status {
		let stands = if status.deposit_stands { "stood" } else { "did not stand" };
		rows.push((
			"Status",
			format!(
				"{stands} at {} (block {}); later deposits of the same digest: {}, attestations: {}",
				plain(&certificate.retrieval.block_time),
				certificate.retrieval.block,
				status.corroborations,
				status.attestations
			),
		));
	}
	let operators: Vec<String> = certificate.operators.iter().map(operator_text).collect();
	rows.push(("Made final by", operators.join("; ")));
	rows
}

/// A time as RFC 3339 has it, easier on the eye.
fn plain(time: &str) -> String {
	time.replace('T', " ").replace('Z', " UTC")
}

fn items(page: &mut String, sentences: &[String]) {
	for sentence in sentences {
		line(page, &format!("<li>{}</li>", escape(sentence)));
	}
}

fn line(page: &mut String, text: &str) {
	page.push_str(text);
	page.push('\n');
}

/// Text that HTML cannot mistake for markup.
fn escape(text: &str) -> String {
	let mut escaped = String::with_capacity(text.len());
	for character in text.chars() {
		match character {
			'&' => escaped.push_str("&amp;"),
			'<' => escaped.push_str("&lt;"),
			'>' => escaped.push_str("&gt;"),
			'"' => escaped.push_str("&quot;"),
			'\'' => escaped.push_str("&#39;"),
			_ => escaped.push(character),
		}
	}
	escaped
}
