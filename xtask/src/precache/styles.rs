//! One style sheet out of many: the sources stay small files, a phone asks once, and one text compresses better.

use std::fs;
use std::path::Path;

use super::page::Page;
use crate::Failure;
use crate::files::{read_text, sha256, write};

/// Joins the style sheets that the page links, in their order.
pub fn join(dist: &Path, page: &mut Page) -> Result<(), Failure> {
    let links = page.style_links();
    if links.len() < 2 {
        return Ok(());
    }
    let mut text = String::new();
    for link in &links {
        text.push_str(read_text(&dist.join(&link.file))?.trim_end());
        text.push('\n');
    }
    let name = format!("styles-{}.css", &sha256(text.as_bytes())[..16]);
    write(&dist.join(&name), text)?;
    page.link_one_style(&links, &name);
    for link in &links {
        fs::remove_file(dist.join(&link.file)).map_err(|e| format!("{}: {e}", link.file))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::files::{scratch, walk};

    #[test]
    fn joined_styles_keep_their_order_and_a_second_time_changes_nothing() {
        let links = "<link rel=\"stylesheet\" href=\"/b.css\"><link rel=\"stylesheet\" href=\"/a.css\">";
        let dist = scratch("styles", &[("index.html", links), ("a.css", "a{}\n"), ("b.css", "b{}")]);
        for _ in 0..2 {
            let mut page = Page::open(&dist).unwrap();
            join(&dist, &mut page).unwrap();
            page.save().unwrap();
            assert_eq!(walk(&dist).len(), 2);
            let [link] = &page.style_links()[..] else { panic!("not one style sheet") };
            assert_eq!(read_text(&dist.join(&link.file)).unwrap(), "b{}\na{}\n");
        }
    }
}
