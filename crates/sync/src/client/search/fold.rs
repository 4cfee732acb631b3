//! Letters as they are compared.

/// Folds case and the accents of Western European letters, so that "Jose" finds "José".
pub fn fold(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).map(base_letter).collect()
}

fn base_letter(c: char) -> char {
    match c {
        'à'..='å' | 'ā' => 'a',
        'ç' => 'c',
        'è'..='ë' => 'e',
        'ì'..='ï' => 'i',
        'ñ' => 'n',
        'ò'..='ö' | 'ø' => 'o',
        'ù'..='ü' => 'u',
        'ý' | 'ÿ' => 'y',
        other => other,
    }
}
