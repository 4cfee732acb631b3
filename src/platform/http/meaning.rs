//! What a failed call means to the engine.

use protocol::blobs::UploadState;
use protocol::error::ErrorCode;
use sync::client::NetError;
use sync::client::uploads::UploadAnswer;

use super::call::{CallError, Refused};

/// For edits and rows.
pub fn net_error(error: CallError) -> NetError {
    match error {
        CallError::Offline => NetError::Offline,
        CallError::Refused(Refused { code, wait_ms, status }) => match (code, status) {
            (ErrorCode::AccountInactive, _) => NetError::Locked,
            (ErrorCode::SecondFactorDue, _) => NetError::SecondFactor,
            (ErrorCode::SignInNeeded | ErrorCode::BadCredentials, _) | (_, 401) => NetError::SignIn,
            (ErrorCode::EpochChanged, _) => NetError::Epoch,
            (ErrorCode::UpdateNeeded, _) | (_, 426) => NetError::Update,
            (ErrorCode::TooMany | ErrorCode::Unavailable, _) => NetError::Busy(wait_ms),
            _ => NetError::Server,
        },
    }
}

/// For bytes.
pub fn upload_answer(answer: Result<UploadState, CallError>) -> UploadAnswer {
    match answer {
        Ok(state) => UploadAnswer::State(state),
        Err(CallError::Refused(refused)) => match refused.code {
            ErrorCode::NotFound => UploadAnswer::Unknown,
            ErrorCode::OffsetMismatch => UploadAnswer::OffsetMismatch,
            ErrorCode::HashMismatch => UploadAnswer::Damaged,
            ErrorCode::BadRequest | ErrorCode::TooLarge => UploadAnswer::Refused("refused".to_owned()),
            _ => UploadAnswer::Net(net_error(CallError::Refused(refused))),
        },
        Err(CallError::Offline) => UploadAnswer::Net(NetError::Offline),
    }
}
