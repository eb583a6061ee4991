//! Whether a text is a URI (RFC 3986): what the EPCIS schema calls `"format": "uri"`.

use std::net::Ipv6Addr;

/// Whether the text is a URI with a scheme, in the characters that RFC 3986 allows.
///
/// A name with a prefix, such as `ext:colour`, is one too: that is how the schema tells an
/// extension from a field that it does not know.
pub fn is_uri(text: &str) -> bool {
	let Some((scheme, rest)) = text.split_once(':') else { return false };
	let mut letters = scheme.bytes();
	let starts = letters.next().is_some_and(|byte| byte.is_ascii_alphabetic());
	if !starts || !letters.all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte)) {
		return false;
	}
	let (hierarchy, fragment) = rest.split_once('#').unwrap_or((rest, ""));
	let (hierarchy, query) = hierarchy.split_once('?').unwrap_or((hierarchy, ""));
	let path = match hierarchy.strip_prefix("//") {
		Some(after) => {
			let (authority, path) = after
				.split_at_checked(after.find('/').unwrap_or(after.len()))
				.unwrap_or((after, ""));
			if !is_authority(authority) {
				return false;
			}
			path
		},
		None => hierarchy,
	};
	all_allowed(path, b":@/") && all_allowed(query, b":@/?") && all_allowed(fragment, b":@/?")
}

fn is_authority(text: &str) -> bool {
	let (user, host) = text.rsplit_once('@').unwrap_or(("", text));
	if !all_allowed(user, b":") {
		return false;
	}
	let (host, port) = match host.strip_prefix('[') {
		Some(literal) => {
			let Some((address, after)) = literal.split_once(']') else { return false };
			if !is_address(address) {
				return false;
			}
			("", after)
		},
		None => host.split_at_checked(host.find(':').unwrap_or(host.len())).unwrap_or((host, "")),
	};
	let port_is_good = match port.strip_prefix(':') {
		Some(digits) => digits.bytes().all(|byte| byte.is_ascii_digit()),
		None => port.is_empty(),
	};
	port_is_good && all_allowed(host, b"")
}

/// An address of IPv6, or of a later version as RFC 3986 leaves room for it.
fn is_address(text: &str) -> bool {
	match text.strip_prefix(['v', 'V']).and_then(|future| future.split_once('.')) {
		Some((version, address)) => {
			let is_version = |text: &str| text.bytes().all(|byte| byte.is_ascii_hexdigit());
			let all = [version, address].iter().all(|part| !part.is_empty());
			all && is_version(version) && !address.contains('%') && all_allowed(address, b":")
		},
		None => text.parse::<Ipv6Addr>().is_ok(),
	}
}

/// Unreserved characters, sub-delimiters, percent-encoded bytes, and `extra`.
fn all_allowed(text: &str, extra: &[u8]) -> bool {
	let mut bytes = text.bytes();
	while let Some(byte) = bytes.next() {
		let allowed = match byte {
			b'%' => (0..2).all(|_| bytes.next().is_some_and(|digit| digit.is_ascii_hexdigit())),
			_ => {
				byte.is_ascii_alphanumeric()
					|| b"-._~!$&'()*+,;=".contains(&byte)
					|| extra.contains(&byte)
			},
		};
		if !allowed {
			return false;
		}
	}
	true
}

#[cfg(test)]
mod tests {
	use super::is_uri;

	#[test]
	fn is_uri_should_be_true_when_the_text_follows_rfc_3986() {
		for text in [
			"urn:epc:id:sgtin:0614141.107346.2017",
			"https://id.gs1.org/01/04012345111118/21/9876",
			"https://user@example.org:8443/a?b=c#d",
			"http://[2001:db8::1]/x",
			"http://[::ffff:192.0.2.1]:80",
			"http://[v1.a:b]/",
			"urn:",
			"a:?q",
			"geo:47.506694,11.104301",
			"ni:///sha-256;00ff?ver=CBV2.0",
			"ext:colour",
			"repository-x:ignoreFields",
			"urn:epc:idpat:sgtin:4012345.066666.*",
			"https://example.org/a%20b",
		] {
			assert!(is_uri(text), "{text}");
		}
	}

	#[test]
	fn is_uri_should_be_false_when_it_is_a_bare_word_or_has_forbidden_characters() {
		for text in [
			"",
			"shipping",
			":x",
			"1a:x",
			"my_ext:x",
			"//example.org/x",
			"https://example.org/a b",
			"https://example.org/%zz",
			"https://example.org/%2",
			"https://example.org/ü",
			"https://example.org/a#b#c",
			"https://example.org/[x]",
			"https://example.org:port/",
			"https://[::1/",
			"https://[1::2::3]/",
			"https://[1:2]/",
			"https://[fe80::1%25en0]/",
			"https://[v1.]/",
			"https://[vg.a]/",
			"https://a@b@c/",
			"a:/[::1]",
			"ext:<x>",
		] {
			assert!(!is_uri(text), "{text}");
		}
	}
}
