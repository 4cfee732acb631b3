//! One-time codes with which a person chooses the first password, or another when it was forgotten. Short enough to be read out over the phone:
//! ten letters and digits, 50 bits, of which only the hash is kept.

use crate::auth::keys::fingerprint;
use crate::clock::DAY;

/// For how long a code is good, in milliseconds.
pub const LIFE: i64 = 7 * DAY;

/// Crockford's base 32: no I, L, O or U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH: usize = 10;

/// A new code, in two groups.
pub fn fresh() -> Result<String, getrandom::Error> {
    let mut bytes = [0; LENGTH];
    getrandom::fill(&mut bytes)?;
    let code: String = bytes.iter().map(|b| char::from(ALPHABET[usize::from(*b) % ALPHABET.len()])).collect();
    Ok(format!("{}-{}", &code[..LENGTH / 2], &code[LENGTH / 2..]))
}

/// What is stored of a code: the same however it was typed.
pub fn hash(typed: &str) -> String {
    fingerprint(&plain(typed))
}

/// The letters and digits of a code, without what people confuse.
pub(super) fn plain(typed: &str) -> String {
    typed
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            c => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_recognised_however_it_is_typed() {
        assert_eq!(hash("AB0C1-DEFGH"), hash("ab0cl defgh"));
        assert_eq!(hash("AB0C1-DEFGH"), hash("aboc1defgh"));
        assert_ne!(hash("AB0C1-DEFGH"), hash("AB0C1-DEFGJ"));
    }

    #[test]
    fn codes_differ() {
        assert_ne!(fresh().ok(), fresh().ok());
    }
}
