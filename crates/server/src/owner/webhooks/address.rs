//! Where events may be sent. A server that posts to any address is a way into the network it stands in (OWASP, "Server Side
//! Request Forgery"): loopback, private and link-local addresses are refused, by number in the URL and after the name was
//! looked up, at the very moment it is connected to.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use reqwest::Url;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

/// The longest address of a receiver, in characters.
const LONGEST: usize = 2_000;

/// Why an address is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// It cannot be read.
    #[error("this is not an address that a browser would understand")]
    Nonsense,
    /// Not over TLS.
    #[error("only https:// addresses")]
    NotTls,
    /// It carries a name or a password.
    #[error("no user name or password in the address")]
    Credentials,
    /// In a private network.
    #[error("the address is in a private network")]
    Private,
}

/// Checks the address of a receiver, as far as that can be done before its name is looked up.
pub fn check_url(text: &str, to_private: bool) -> Result<(), Refused> {
    let url = Url::parse(text).map_err(|_| Refused::Nonsense)?;
    let host = url.host_str().filter(|_| text.len() <= LONGEST).ok_or(Refused::Nonsense)?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Refused::Credentials);
    }
    let number: Option<IpAddr> = host.trim_start_matches('[').trim_end_matches(']').parse().ok();
    let is_here = host == "localhost" || number.is_some_and(|ip| ip.is_loopback());
    match url.scheme() {
        "https" => {}
        "http" if is_here => {}
        _ => return Err(Refused::NotTls),
    }
    let is_private = is_here || number.is_some_and(is_private);
    if is_private && !to_private { Err(Refused::Private) } else { Ok(()) }
}

/// Looks names up, and leaves out what must not be reached.
pub(super) struct Resolver {
    /// Whether receivers may be in private networks.
    pub to_private: bool,
}

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        let to_private = self.to_private;
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let open: Vec<SocketAddr> = found.filter(|at| to_private || !is_private(at.ip())).collect();
            if open.is_empty() {
                return Err(Box::new(Refused::Private) as Box<dyn std::error::Error + Send + Sync>);
            }
            Ok(Box::new(open.into_iter()) as Addrs)
        })
    }
}

/// Whether an address is of this machine, a private network, or of no single machine (IANA, special-purpose registries).
fn is_private(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_private_v4(ip),
        IpAddr::V6(ip) => is_private_v6(ip),
    }
}

fn is_private_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    ip.is_loopback()
        || ip.is_private()
        || ip.is_link_local()
        || ip.is_broadcast()
        || ip.is_multicast()
        || ip.is_documentation()
        || a == 0
        || a >= 240
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 198 && (b == 18 || b == 19))
}

fn is_private_v6(ip: Ipv6Addr) -> bool {
    let [first, second, ..] = ip.segments();
    let last = || {
        let [.., a, b] = ip.segments();
        let [[a, b], [c, d]] = [a.to_be_bytes(), b.to_be_bytes()];
        Ipv4Addr::new(a, b, c, d)
    };
    ip.is_loopback()
        || ip.is_unspecified()
        || ip.is_multicast()
        || ip.is_unique_local()
        || ip.is_unicast_link_local()
        || ip.to_ipv4_mapped().is_some_and(is_private_v4)
        // NAT64 carries an IPv4 address at its end; 6to4 and the old compatible form lead nowhere good.
        || (first == 0x64 && second == 0xff9b && is_private_v4(last()))
        || first == 0x2002
        || (ip.segments()[..6] == [0; 6] && is_private_v4(last()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_https_and_this_machine_where_that_is_allowed() {
        assert_eq!(check_url("https://example.com/hook", false), Ok(()));
        assert_eq!(check_url("http://example.com/hook", true), Err(Refused::NotTls));
        assert_eq!(check_url("ftp://example.com", true), Err(Refused::NotTls));
        assert_eq!(check_url("http://localhost:9/x", true), Ok(()));
        assert_eq!(check_url("http://localhost:9/x", false), Err(Refused::Private));
        assert_eq!(check_url("https://user:secret@example.com", false), Err(Refused::Credentials));
        assert_eq!(check_url("nonsense", false), Err(Refused::Nonsense));
    }

    #[test]
    fn private_addresses_are_refused_however_they_are_written() {
        for host in [
            "127.0.0.1",
            "127.1",
            "2130706433",
            "0x7f000001",
            "0.0.0.0",
            "10.0.0.1",
            "172.16.5.5",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "198.18.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "[::1]",
            "[::]",
            "[::ffff:10.0.0.1]",
            "[::ffff:169.254.169.254]",
            "[fd00::1]",
            "[fe80::1]",
            "[64:ff9b::10.0.0.1]",
            "[2002:a00:1::1]",
            "[ff02::1]",
            "localhost",
        ] {
            assert_eq!(check_url(&format!("https://{host}/"), false), Err(Refused::Private), "{host}");
        }
        for host in ["8.8.8.8", "[2606:4700::1111]", "172.32.0.1", "100.128.0.1"] {
            assert_eq!(check_url(&format!("https://{host}/"), false), Ok(()), "{host}");
        }
    }

    #[tokio::test]
    async fn a_name_that_leads_to_this_machine_is_not_connected_to() {
        let refused =
            Resolver { to_private: false }.resolve("localhost".parse().unwrap_or_else(|_| unreachable!())).await;
        assert!(refused.is_err());
        let found = Resolver { to_private: true }.resolve("localhost".parse().unwrap_or_else(|_| unreachable!())).await;
        assert!(found.is_ok());
    }
}
