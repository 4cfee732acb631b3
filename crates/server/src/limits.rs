//! How much one person, one company and one address may ask, counted for all servers on the database together.
//!
//! A server asks the shared count ([`count`]) only for whoever asks much, and then for many requests at once ([`purse`]):
//! who pulls now and then costs no write. So S servers let through at most the limit and a tenth of it each, and every
//! minute's worth may come at once.
//!
//! Bad sign-ins are not counted here but always in the database (`auth::throttle`): no restart may forgive them.
//!
//! Requests with a good sign-in count for their person and company, all others for their address: many phones share the
//! address of an office or of a mobile network, and they must not stand in each other's way.

mod bucket;
pub mod count;
mod purse;
mod shared;

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Mutex, MutexGuard, PoisonError};

use domain::ids::{CompanyId, UserId};

pub use bucket::Bucket;
use count::Taken;
use purse::{Purse, Spend};
pub use shared::Shared;

use crate::app::App;
use crate::clock::{self, SECOND};
use crate::config::LimitConfig;
use crate::error::AppError;
use crate::{metrics, request};

/// Neighbours that never wait for each other's locks.
const SHARDS: usize = 16;
/// With more than so many in one shard, those who have not asked for a while are forgotten.
const CROWD: usize = 4096;

/// Where somebody stands with one limit, as answers tell it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Which limit.
    pub policy: &'static str,
    /// How many a minute.
    pub limit: i64,
    /// About how many may come at once now.
    pub left: i64,
}

/// The limits, and what this server may spend.
pub struct Limits {
    config: LimitConfig,
    /// What is counted for all servers.
    pub shared: Shared,
    hasher: RandomState,
    shards: [Shard; SHARDS],
}

#[derive(Default)]
struct Shard {
    purses: Mutex<HashMap<Bucket, Purse>>,
    /// One question to the shared count at a time: whoever waited finds what the other fetched.
    asking: tokio::sync::Mutex<()>,
}

impl Limits {
    /// These.
    pub fn new(config: LimitConfig, shared: Shared) -> Self {
        Self { config, shared, hasher: RandomState::new(), shards: Default::default() }
    }

    /// Counts a request of somebody who is signed in.
    pub async fn count_person(&self, app: &App, company: CompanyId, user: UserId) -> Result<(), AppError> {
        let standing = self.count(app, Bucket::User(company, user), self.config.user).await?;
        self.count(app, Bucket::Company(company), self.config.company).await?;
        if let Some(standing) = standing {
            request::note_standing(standing);
        }
        Ok(())
    }

    /// Counts a request that carries no good sign-in.
    pub async fn count_address(&self, app: &App, address: &str) -> Result<(), AppError> {
        if self.config.address == 0 {
            return Ok(());
        }
        if let Some(standing) = self.count(app, Bucket::of_address(address), self.config.address).await? {
            request::note_standing(standing);
        }
        Ok(())
    }

    async fn count(&self, app: &App, bucket: Bucket, limit: u32) -> Result<Option<Standing>, AppError> {
        if limit == 0 {
            return Ok(None);
        }
        let limit = i64::from(limit);
        let standing = |left| Standing { policy: bucket.policy(), limit, left };
        let shard = self.shard(bucket);
        let mut spend = shard.spend(bucket, limit);
        if spend == Spend::Fetch {
            let _turn = shard.asking.lock().await;
            spend = shard.spend(bucket, limit);
            if spend == Spend::Fetch {
                shard.fetch(&self.shared, bucket, limit).await;
                spend = shard.spend(bucket, limit);
            }
        }
        match spend {
            Spend::Spent { left } => Ok(Some(standing(left))),
            // What was fetched is gone already: as good as refused.
            Spend::Fetch => Err(refused(app, standing(0), SECOND)),
            Spend::Refused { wait } => Err(refused(app, standing(0), wait)),
        }
    }

    fn shard(&self, bucket: Bucket) -> &Shard {
        let nth = usize::try_from(self.hasher.hash_one(bucket) % SHARDS as u64).unwrap_or(0);
        &self.shards[nth]
    }
}

fn refused(app: &App, standing: Standing, wait: i64) -> AppError {
    metrics::count(&app.metrics.refused, standing.policy);
    request::note_standing(standing);
    tracing::debug!(request_id = %request::id(), limit = standing.policy, "too many requests");
    AppError::too_many(u64::try_from((wait + SECOND - 1) / SECOND).unwrap_or(1))
}

impl Shard {
    fn purses(&self) -> MutexGuard<'_, HashMap<Bucket, Purse>> {
        self.purses.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn spend(&self, bucket: Bucket, limit: i64) -> Spend {
        let now = clock::now();
        let mut purses = self.purses();
        if purses.len() > CROWD && !purses.contains_key(&bucket) {
            purses.retain(|_, purse| !purse.is_idle(now));
        }
        purses.entry(bucket).or_insert_with(|| Purse::new(limit, now)).spend(limit, now)
    }

    async fn fetch(&self, shared: &Shared, bucket: Bucket, limit: i64) {
        let mut part = Purse::part(limit);
        let name = bucket.to_string();
        let mut taken = shared.take(&name, part, limit).await;
        if let Taken::Refused { .. } = taken {
            // The last of them, in small change.
            part = Purse::part(part);
            taken = shared.take(&name, part, limit).await;
        }
        let now = clock::now();
        let mut purses = self.purses();
        let purse = purses.entry(bucket).or_insert_with(|| Purse::new(limit, now));
        match taken {
            Taken::Granted { left } => purse.fill(part, left, now),
            Taken::Refused { wait } => purse.refuse(wait, now),
        }
    }
}
