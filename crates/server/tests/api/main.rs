//! The server as phones see it: real requests over a socket, on SQLite always and on PostgreSQL when
//! `PEM2_TEST_POSTGRES_URL` names a server where databases may be made. Photos go to a folder, and to an S3-compatible
//! store when `PEM2_TEST_S3_ENDPOINT` names one.
#![allow(clippy::unwrap_used, missing_docs)]

mod client;
mod pictures;
mod rig;
mod smtp;
mod world;

mod alerts;
mod app_files;
mod audit;
mod backups;
mod bombs;
mod command_line;
mod crash;
mod demo;
mod every_route;
mod forgotten;
mod health;
mod limits;
mod locks;
mod mail;
mod migrations;
mod moving;
mod offload;
mod own_account;
mod owner;
mod people;
mod phones;
mod photo_care;
mod photos;
mod pushes;
mod routes;
mod scope;
mod second_factor;
mod second_factor_rule;
mod security;
mod several;
mod sign_in;
mod starting;
mod store;
mod sync_routes;
// What is sent to others is tested where it is compiled.
#[cfg(feature = "telemetry")]
mod telemetry;
mod told;
mod uploads;
mod watching;

/// Makes each case a test in a folder, and in S3 where there is one.
macro_rules! in_both_stores {
    ($($case:ident),* $(,)?) => {
        mod folder {
            $(#[tokio::test]
            async fn $case() {
                super::$case(crate::world::World::on_sqlite().await).await;
            })*
        }
        mod s3 {
            $(#[tokio::test]
            async fn $case() {
                if let Some(world) = crate::world::World::on_s3().await {
                    super::$case(world).await;
                }
            })*
        }
    };
}

pub(crate) use in_both_stores;

/// Makes each case a test on SQLite, and on PostgreSQL where there is one.
macro_rules! on_both_databases {
    ($($case:ident),* $(,)?) => {
        mod sqlite {
            $(#[tokio::test]
            async fn $case() {
                super::$case(crate::world::World::on_sqlite().await).await;
            })*
        }
        mod postgres {
            $(#[tokio::test]
            async fn $case() {
                if let Some(world) = crate::world::World::on_postgres().await {
                    super::$case(world).await;
                }
            })*
        }
    };
}
pub(crate) use on_both_databases;
