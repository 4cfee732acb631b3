//! What a scan is for: it decides what a code does.

/// What a scan does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Shows what it is.
    #[default]
    Find,
    /// Parts for a job.
    Use,
    /// What came from a supplier.
    Receive,
    /// From one place to another.
    Move,
    /// What is really there.
    Count,
}

impl Purpose {
    /// All, in the order of a day.
    pub const ALL: [Self; 5] = [Self::Find, Self::Use, Self::Receive, Self::Move, Self::Count];

    /// The name in an address.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Find => "find",
            Self::Use => "use",
            Self::Receive => "receive",
            Self::Move => "move",
            Self::Count => "count",
        }
    }

    /// By the name in an address.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|purpose| purpose.name() == name)
    }

    /// Scans go into a basket, one after the other, instead of opening a sheet each.
    pub const fn collects(self) -> bool {
        !matches!(self, Self::Find)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_purpose_is_found_by_its_name() {
        for purpose in Purpose::ALL {
            assert_eq!(Purpose::named(purpose.name()), Some(purpose));
        }
        assert_eq!(Purpose::named("sell"), None);
    }
}
