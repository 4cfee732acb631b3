//! Messages between the page and the scanner worker.
