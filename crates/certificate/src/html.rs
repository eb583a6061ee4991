//! A certificate for people: one page that explains itself, without scripts and without network.
//!
//! The first screen says who, what and when, and what is not proven.

use crate::{
	words::{self, Runs, QUIET},
	Report, Source,
};
use quick_xml::escape::escape;

const STYLE: &str = "\
body{font:16px/1.5 Georgia,serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}\
h1{font-size:1.6rem;margin:0 0 .5rem}h2{font-size:1.15rem;margin:1.6rem 0 .4rem}\
dl{display:grid;grid-template-columns:9rem 1fr;gap:.3rem 1rem;margin:0}dt{font-weight:bold}dd{margin:0;min-width:0}\
.not{border:2px solid #8a1c1c;padding:.2rem 1rem .6rem;margin:1.2rem 0;clear:both}\
.gone{border:2px solid #8a1c1c;padding:.6rem 1rem;font-weight:bold}\
.qr{float:right;width:10rem;height:10rem;margin:0 0 .5rem 1rem}\
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
	line(&mut page, &format!("<title>{}</title>", words::TITLE));
	line(&mut page, &format!("<style>{STYLE}</style>\n</head>\n<body>"));
	if let Some(runs) = words::qr(report) {
		qr(&mut page, &runs);
	}
	line(&mut page, &format!("<h1>{}</h1>", words::TITLE));
	if let Some(warning) = words::caution(certificate) {
		line(&mut page, &format!("<p class=\"gone\">{warning}</p>"));
	}
	line(&mut page, "<dl>");
	for (name, value) in words::summary(report) {
		line(&mut page, &format!("<dt>{name}</dt><dd>{}</dd>", escape(value.as_str())));
	}
	line(&mut page, "</dl>");
	line(&mut page, &format!("<div class=\"not\">\n<h2>{}</h2>\n<ul>", words::NOT_PROVEN));
	items(&mut page, &certificate.does_not_prove);
	line(&mut page, "</ul>\n</div>");

	line(&mut page, &format!("<h2>{}</h2>", words::STATEMENTS));
	if !report.anchored {
		line(&mut page, &format!("<p>{}</p>", words::NOT_ANCHORED));
	}

	line(&mut page, "<table>");
	line(&mut page, "<tr><th>statement</th><th>value</th><th>on whose word</th></tr>");
	for field in &report.fields {
		let value = escape(field.value.as_str());
		let source = match field.source {
			Source::Chain => field.source.name().to_owned(),
			Source::Issuer => format!("<em>{}</em>", field.source.name()),
		};
		line(
			&mut page,
			&format!(
				"<tr><th>{}</th><td>{value}</td><td>{source}</td></tr>",
				escape(field.name.as_str())
			),
		);
	}
	line(&mut page, "</table>");
	line(&mut page, &format!("<h2>{}</h2>\n<ol>", words::VERIFY));
	items(&mut page, &certificate.how_to_verify);
	line(&mut page, "</ol>");
	line(&mut page, &format!("<p>{}</p>", words::FOR_READING));
	line(&mut page, &format!("<h2>Privacy</h2>\n<p>{}</p>", escape(certificate.privacy.as_str())));
	let (title, purpose) = words::DECLARATION;
	line(&mut page, &format!("<h2>{title}</h2>\n<p>{purpose}</p>\n<dl>"));
	for blank in words::BLANKS {
		line(&mut page, &format!("<dt>{blank}</dt><dd><span class=\"line\"></span></dd>"));
	}
	line(&mut page, "</dl>\n</body>\n</html>");
	page
}

/// Draws the QR code, one path over white.
fn qr(page: &mut String, Runs { size, dark }: &Runs) {
	let side = size.saturating_add(QUIET.saturating_mul(2));
	let path: String = dark.iter().map(|(x, y, run)| format!("M{x} {y}h{run}v1h-{run}z")).collect();
	line(
		page,
		&format!(
			"<svg class=\"qr\" role=\"img\" aria-label=\"QR code of this certificate\" \
			 viewBox=\"-{QUIET} -{QUIET} {side} {side}\" shape-rendering=\"crispEdges\">\
			 <path d=\"{path}\"/></svg>"
		),
	);
}

fn items(page: &mut String, sentences: &[String]) {
	for sentence in sentences {
		line(page, &format!("<li>{}</li>", escape(sentence.as_str())));
	}
}

fn line(page: &mut String, text: &str) {
	page.push_str(text);
	page.push('\n');
}
