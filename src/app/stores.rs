//! The two stores of the person who is signed in.

use protocol::auth::Who;
use sync::client::StoreError;

use crate::platform::cache_store::RexieCache;
use crate::platform::vault_store::IdbVault;

/// Vault and cache, open.
pub struct Stores {
    /// Unsent work.
    pub vault: IdbVault,
    /// The server's rows.
    pub cache: RexieCache,
}

impl Stores {
    /// Opens the vault; the cache opens at its first use: one that cannot be opened must not hide unsent work.
    pub async fn open(who: &Who) -> Result<Self, StoreError> {
        let vault = IdbVault::open(who.company, who.user).await?;
        Ok(Self { vault, cache: RexieCache::of(who.company, who.user) })
    }
}
