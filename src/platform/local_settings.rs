//! Small settings of this phone, in local storage. Nothing secret, nothing that a person would miss.

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// The setting `key`.
pub fn get(key: &str) -> Option<String> {
    storage()?.get_item(&format!("pem2.{key}")).ok()?
}

/// Keeps the setting `key`; an empty text forgets it.
pub fn set(key: &str, value: &str) {
    let Some(storage) = storage() else { return };
    let key = format!("pem2.{key}");
    // A full or forbidden local storage costs a setting, not work.
    drop(if value.is_empty() { storage.remove_item(&key) } else { storage.set_item(&key, value) });
}
