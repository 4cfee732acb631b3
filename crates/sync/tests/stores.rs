//! The stores in memory pass the suites that every real store passes.

use sync::memory::server::MemoryServer;
use sync::memory::vault::{MemoryCache, MemoryVault};
use uuid::Uuid;

#[test]
fn the_vault_in_memory_conforms() {
    let vault = MemoryVault::default();
    pollster::block_on(sync::conformance::vault(async || vault.clone()));
}

#[test]
fn the_cache_in_memory_conforms() {
    let cache = MemoryCache::default();
    pollster::block_on(sync::conformance::cache(async || cache.clone()));
}

#[test]
fn the_server_in_memory_conforms() {
    let store = MemoryServer::new(Uuid::from_u128(1));
    pollster::block_on(sync::conformance::server_store(&store));
}
