//! Who is counted.

use std::fmt;
use std::net::{IpAddr, Ipv6Addr};

use domain::ids::{CompanyId, UserId};

/// One who is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Bucket {
    /// A person.
    User(CompanyId, UserId),
    /// All people of a company.
    Company(CompanyId),
    /// Whoever asks from an address without a sign-in. Of IPv6, the network: a household has 2⁶⁴ addresses.
    Address(IpAddr),
}

impl Bucket {
    /// The bucket of an address, as it stands in `X-Forwarded-For` or in the connection. What is no address is counted
    /// together.
    pub fn of_address(address: &str) -> Self {
        let address = address.parse().unwrap_or(IpAddr::V6(Ipv6Addr::UNSPECIFIED));
        Self::Address(match address {
            IpAddr::V4(_) => address,
            IpAddr::V6(six) => match six.to_ipv4_mapped() {
                Some(four) => IpAddr::V4(four),
                None => IpAddr::V6(Ipv6Addr::from_bits(six.to_bits() >> 64 << 64)),
            },
        })
    }

    /// What limits it, as `RateLimit` names it.
    pub const fn policy(self) -> &'static str {
        match self {
            Self::User(..) => "user",
            Self::Company(..) => "company",
            Self::Address(..) => "address",
        }
    }
}

/// Its key in the database.
impl fmt::Display for Bucket {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::User(company, user) => write!(f, "user {company} {user}"),
            Self::Company(company) => write!(f, "company {company}"),
            Self::Address(address) => write!(f, "address {address}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_one_network_are_one_and_every_way_to_write_one_is_the_same() {
        assert_eq!(Bucket::of_address("2001:db8:1:2::5"), Bucket::of_address("2001:db8:1:2:ffff::9"));
        assert_ne!(Bucket::of_address("2001:db8:1:2::5"), Bucket::of_address("2001:db8:1:3::5"));
        assert_eq!(Bucket::of_address("::ffff:203.0.113.7"), Bucket::of_address("203.0.113.7"));
        assert_ne!(Bucket::of_address("203.0.113.8"), Bucket::of_address("203.0.113.7"));
        assert_eq!(Bucket::of_address("nonsense"), Bucket::of_address(""));
    }
}
