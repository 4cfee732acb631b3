//! The library's readings in the words of the protocol.

use protocol::scan;
use scanner::{Detection, Sighting, Standing, Symbology};

/// A reading of a frame, with what the frames before it made of it.
pub(super) fn of_sighting(sighting: Sighting) -> scan::Detection {
    let standing = match sighting.standing {
        Standing::Candidate => scan::Standing::Candidate,
        Standing::Accepted => scan::Standing::Accepted,
        Standing::Repeat => scan::Standing::Repeat,
    };
    detection(sighting.detection, standing)
}

/// A reading of a still: where a video would want a second frame, a person has to confirm.
pub(super) fn of_still(read: Detection) -> scan::Detection {
    let standing = match read.frames_needed() {
        1 => scan::Standing::Accepted,
        _ => scan::Standing::Candidate,
    };
    detection(read, standing)
}

fn detection(read: Detection, standing: scan::Standing) -> scan::Detection {
    scan::Detection {
        text: read.text,
        raw: read.raw,
        symbology: symbology(read.symbology),
        identifier: read.identifier,
        add_on: read.add_on,
        outline: read.outline.iter().map(|point| [point.x, point.y]).collect(),
        standing,
    }
}

fn symbology(symbology: Symbology) -> scan::Symbology {
    match symbology {
        Symbology::Ean13 => scan::Symbology::Ean13,
        Symbology::Ean8 => scan::Symbology::Ean8,
        Symbology::UpcA => scan::Symbology::UpcA,
        Symbology::UpcE => scan::Symbology::UpcE,
        Symbology::Code128 => scan::Symbology::Code128,
        Symbology::Code39 => scan::Symbology::Code39,
        Symbology::Code93 => scan::Symbology::Code93,
        Symbology::Itf => scan::Symbology::Itf,
        Symbology::Codabar => scan::Symbology::Codabar,
        Symbology::Qr => scan::Symbology::Qr,
        Symbology::DataMatrix => scan::Symbology::DataMatrix,
        Symbology::Aztec => scan::Symbology::Aztec,
        Symbology::Pdf417 => scan::Symbology::Pdf417,
        Symbology::DataBar => scan::Symbology::DataBar,
        Symbology::DataBarExpanded => scan::Symbology::DataBarExpanded,
    }
}
