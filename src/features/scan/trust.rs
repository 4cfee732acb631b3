//! How much proof a reading needs before it acts. The reader has voted already; here counts what the company knows: a
//! misreading that happens to be one of its own codes is rarer by orders than one that is nobody's.

use protocol::scan::{Detection, Standing, Symbology};

/// Whether a reading may act.
pub fn is_trusted(code: &Detection, is_known: bool) -> bool {
    match code.standing {
        // Another frame would have to agree; for a code on an item's list none has to.
        Standing::Candidate => is_known,
        // Its own error correction speaks for it, or the company does.
        Standing::Accepted => is_known || corrects_itself(code.symbology),
        // Seen again.
        Standing::Repeat => true,
    }
}

/// Symbologies with error correction: a misreading is as good as impossible (ISO/IEC 18004, 16022).
fn corrects_itself(symbology: Symbology) -> bool {
    matches!(symbology, Symbology::Qr | Symbology::DataMatrix)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(symbology: Symbology, standing: Standing) -> Detection {
        let (text, outline) = ("400880000600".to_owned(), Vec::new());
        Detection { text, raw: Vec::new(), symbology, identifier: None, add_on: None, outline, standing }
    }

    #[test]
    fn a_known_code_acts_at_first_sight() {
        assert!(is_trusted(&code(Symbology::Itf, Standing::Candidate), true));
        assert!(is_trusted(&code(Symbology::UpcA, Standing::Accepted), true));
    }

    #[test]
    fn an_unknown_code_needs_another_frame() {
        assert!(!is_trusted(&code(Symbology::Itf, Standing::Candidate), false));
        assert!(!is_trusted(&code(Symbology::UpcA, Standing::Accepted), false));
        assert!(is_trusted(&code(Symbology::UpcA, Standing::Repeat), false));
    }

    #[test]
    fn a_code_that_corrects_itself_needs_one_frame() {
        assert!(is_trusted(&code(Symbology::DataMatrix, Standing::Accepted), false));
        assert!(!is_trusted(&code(Symbology::DataMatrix, Standing::Candidate), false));
    }
}
