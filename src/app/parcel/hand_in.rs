//! The office hands in a parcel: edits in their order, then photos. What arrived before, by the phone or by another try,
//! is not done again; a try that breaks off is begun again from the start.

use domain::ids::CompanyId;
use protocol::SCHEMA;
use protocol::blobs::{AnnounceRequest, CHUNK, UploadState};
use protocol::parcel::{ABOUT, About, Bytes, EDITS, Edits, FORMAT, HandIn, PHOTOS};
use protocol::sync::{PUSH_MAX, PushRequest, Verdict};
use serde::de::DeserializeOwned;
use sync::client::NetError;
use sync::client::uploads::UploadAnswer;
use web_sys::{Blob, File};

use crate::platform::digest;
use crate::platform::http::{CallError, HttpApi};
use crate::platform::tape::{self, Broken, Entry};
use crate::state::ports::{HandedIn, ParcelError};

/// How often bytes are tried that arrived damaged, or whose place in an upload is in doubt.
const TRIES: u32 = 5;
/// About as many bytes of edits as one request holds.
const PUSH_BYTES: usize = 200_000;

/// Hands in what is in `file`, for somebody of `company`.
pub async fn hand_in(api: &HttpApi, company: CompanyId, file: File) -> Result<HandedIn, ParcelError> {
    let entries = tape::entries(&file).await?;
    let about: About = read(&file, &entries, ABOUT).await?;
    if about.company != company {
        return Err(ParcelError::OtherCompany);
    }
    if about.format > FORMAT {
        return Err(ParcelError::Newer);
    }
    let mut done = HandedIn { name: about.name.clone(), ..HandedIn::default() };
    edits(api, &about, read(&file, &entries, EDITS).await?, &mut done).await?;
    let photos: Vec<Bytes> = read(&file, &entries, PHOTOS).await?;
    for photo in photos {
        let entry = entries.iter().find(|entry| entry.name == photo.entry).ok_or(ParcelError::Broken)?;
        bytes(api, &file, entry, &photo).await?;
        done.photos += 1;
    }
    Ok(done)
}

async fn edits(api: &HttpApi, about: &About, edits: Edits, done: &mut HandedIn) -> Result<(), ParcelError> {
    let mut edits = edits.into_iter().peekable();
    while edits.peek().is_some() {
        let (mut mutations, mut size) = (Vec::new(), 0);
        while let Some(edit) = edits.next_if(|edit| {
            size += edit.edit.get().len();
            mutations.is_empty() || (mutations.len() < PUSH_MAX && size < PUSH_BYTES)
        }) {
            mutations.push(edit);
        }
        let push = PushRequest { schema: SCHEMA, device: about.device, epoch: None, mutations };
        let answer = api.hand_in(&HandIn { user: about.user, push }).await.map_err(refused)?;
        for outcome in answer.outcomes {
            let count = match outcome.verdict {
                Verdict::Rejected { .. } => &mut done.refused,
                Verdict::Deferred { .. } => &mut done.deferred,
                _ if outcome.duplicate => &mut done.known,
                _ => &mut done.edits,
            };
            *count += 1;
        }
    }
    Ok(())
}

async fn bytes(api: &HttpApi, file: &Blob, entry: &Entry, photo: &Bytes) -> Result<(), ParcelError> {
    let Bytes { sha256, size, mime, .. } = photo.clone();
    let announce = AnnounceRequest { sha256, size, mime };
    let (mut answer, mut last, mut tries) = (api.announce(&announce).await, None, 0);
    loop {
        let upload = match answer {
            UploadAnswer::State(UploadState::Stored { .. }) => return Ok(()),
            UploadAnswer::State(UploadState::Receiving { upload, offset }) => {
                last = Some(upload);
                let chunk = CHUNK as u64;
                let end = ((offset / chunk + 1) * chunk).min(size);
                let bytes = tape::bytes(file, entry.at + offset, end.saturating_sub(offset)).await?;
                let hash =
                    digest::sha256(&js_sys::Uint8Array::from(bytes.as_slice())).await.ok_or(ParcelError::Broken)?;
                answer = api.send_chunk(upload, offset, &bytes, &hash).await;
                continue;
            }
            UploadAnswer::OffsetMismatch => last,
            UploadAnswer::Unknown | UploadAnswer::Damaged => None,
            UploadAnswer::Refused(_) | UploadAnswer::Unreadable => return Err(ParcelError::Refused),
            UploadAnswer::Net(NetError::SignIn) => return Err(ParcelError::SignIn),
            UploadAnswer::Net(_) => return Err(ParcelError::Offline),
        };
        tries += 1;
        if tries > TRIES {
            return Err(ParcelError::Refused);
        }
        answer = match upload {
            Some(upload) => api.ask_offset(upload).await,
            None => api.announce(&announce).await,
        };
    }
}

async fn read<T: DeserializeOwned>(file: &Blob, entries: &[Entry], name: &str) -> Result<T, ParcelError> {
    let entry = entries.iter().find(|entry| entry.name == name).ok_or(ParcelError::Broken)?;
    let bytes = tape::bytes(file, entry.at, entry.size).await?;
    serde_json::from_slice(&bytes).map_err(|_| ParcelError::Broken)
}

impl From<Broken> for ParcelError {
    fn from(_: Broken) -> Self {
        Self::Broken
    }
}

fn refused(error: CallError) -> ParcelError {
    match error {
        CallError::Offline => ParcelError::Offline,
        CallError::Refused(refused) if refused.status == 401 => ParcelError::SignIn,
        CallError::Refused(_) => ParcelError::Refused,
    }
}
