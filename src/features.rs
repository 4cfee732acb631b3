//! Pages and forms: one folder for each thing a person does. A feature uses `state`, `ui`, `words`, the domain and the
//! sync crate; never `platform`, never another feature's insides.

pub mod account;
pub mod backups;
pub mod checklists;
pub mod closed;
pub mod conflicts;
pub mod customers;
pub mod form;
pub mod frame;
pub mod install;
pub mod job_step;
pub mod jobs;
pub mod login;
pub mod more;
pub mod my_jobs;
pub mod people;
pub mod phones;
pub mod photos;
pub mod programs;
pub mod saving;
pub mod scan;
pub mod schedule;
pub mod stock;
pub mod sync_center;
pub mod sync_mark;
pub mod time;
pub mod today;
pub mod webhooks;
pub mod work_order;
