//! `dist/index.html`, as Trunk wrote it: the tags that are changed after the build.

use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::Failure;
use crate::files::{read_text, write};

/// In the page: where the build's name goes.
const BUILD: &str = "<meta name=\"build\" content=\"";

/// The page.
pub struct Page {
    path: PathBuf,
    text: String,
}

/// A style sheet that the page links.
pub struct StyleLink {
    /// Where the tag stands.
    pub tag: Range<usize>,
    /// The name of the file in `dist/`.
    pub file: String,
}

impl Page {
    /// Reads it.
    pub fn open(dist: &Path) -> Result<Self, Failure> {
        let path = dist.join("index.html");
        Ok(Self { text: read_text(&path)?, path })
    }

    /// Writes it back.
    pub fn save(&self) -> Result<(), Failure> {
        write(&self.path, &self.text)
    }

    /// Writes the build's name where pages and the service worker look for it.
    pub fn set_build(&mut self, build: &str) {
        if let Some(start) = self.text.find(BUILD).map(|at| at + BUILD.len())
            && let Some(length) = self.text[start..].find('"')
        {
            self.text.replace_range(start..start + length, build);
        }
    }

    /// Changes an address wherever an attribute names it.
    pub fn rename(&mut self, from: &str, to: &str) {
        self.text = self.text.replace(&format!("\"/{from}\""), &format!("\"/{to}\""));
    }

    /// The file that an attribute of the page names, such as `data-js`: the first, without its slash.
    pub fn attribute(&self, name: &str) -> Option<String> {
        Some(attribute(&self.text, name)?.trim_start_matches('/').to_owned())
    }

    /// Asks for a script beside the one that is preloaded already.
    pub fn preload_module(&mut self, file: &str) -> Result<(), Failure> {
        const PRELOAD: &str = "<link rel=\"modulepreload\"";
        let at = self.text.find(PRELOAD).ok_or("the page preloads no script")?;
        self.text.insert_str(at, &format!("{PRELOAD} href=\"/{file}\">"));
        Ok(())
    }

    /// Names one more file in the tag that has the attribute `beside`.
    pub fn add_attribute(&mut self, beside: &str, name: &str, file: &str) -> Result<(), Failure> {
        let at = self.text.find(&format!(" {beside}=\"")).ok_or_else(|| format!("the page has no {beside}"))?;
        self.text.insert_str(at, &format!(" {name}=\"/{file}\""));
        Ok(())
    }

    /// The style sheets, in order.
    pub fn style_links(&self) -> Vec<StyleLink> {
        let mut found = Vec::new();
        let mut from = 0;
        while let Some(start) = self.text[from..].find("<link").map(|at| from + at) {
            let Some(end) = self.text[start..].find('>').map(|at| start + at + 1) else {
                break;
            };
            let tag = &self.text[start..end];
            if attribute(tag, "rel") == Some("stylesheet")
                && let Some(file) = attribute(tag, "href").and_then(|href| href.strip_prefix('/'))
            {
                found.push(StyleLink { tag: start..end, file: file.to_owned() });
            }
            from = end;
        }
        found
    }

    /// Puts one link where the first of `links` stands, and takes the others away.
    pub fn link_one_style(&mut self, links: &[StyleLink], file: &str) {
        for (i, link) in links.iter().enumerate().rev() {
            let tag = if i == 0 { format!("<link rel=\"stylesheet\" href=\"/{file}\">") } else { String::new() };
            self.text.replace_range(link.tag.clone(), &tag);
        }
    }
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    tag[start..].split('"').next()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(text: &str) -> Page {
        Page { path: PathBuf::new(), text: text.to_owned() }
    }

    #[test]
    fn the_builds_name_can_be_written_again_and_again() {
        let mut page = page("<meta name=\"build\" content=\"dev\" /><p>content</p>");
        page.set_build("1234");
        page.set_build("56");
        assert_eq!(page.text, "<meta name=\"build\" content=\"56\" /><p>content</p>");
    }

    #[test]
    fn one_link_takes_the_place_of_many() {
        let mut page = page(
            "<link rel=\"icon\" href=\"/i.svg\"><link rel=\"stylesheet\" href=\"/a-1.css\" integrity=\"x\"/>\n\
             <link rel=\"stylesheet\" href=\"/b-2.css\">end",
        );
        let links = page.style_links();
        assert_eq!(links.iter().map(|l| l.file.as_str()).collect::<Vec<_>>(), ["a-1.css", "b-2.css"]);
        page.link_one_style(&links, "styles-3.css");
        assert_eq!(
            page.text,
            "<link rel=\"icon\" href=\"/i.svg\"><link rel=\"stylesheet\" href=\"/styles-3.css\">\nend"
        );
    }
}
