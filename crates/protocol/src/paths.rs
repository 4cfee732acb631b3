//! Every path of the server that the app calls, in one place.

/// Signs in.
pub const LOGIN: &str = "/auth/login";
/// Chooses the first password with a one-time set-up code.
pub const SET_UP: &str = "/auth/set-up";
/// Trades the refresh cookie for a new access token.
pub const REFRESH: &str = "/auth/refresh";
/// Ends the session of this device.
pub const LOGOUT: &str = "/auth/logout";
/// Asks for a letter with a reset code, `POST`.
pub const FORGOT: &str = "/auth/forgot";
/// Chooses a new password with a reset code, `POST`.
pub const RESET: &str = "/auth/reset";
/// How the own account stands, `GET`.
pub const ACCOUNT: &str = "/account";
/// Changes the own password, `POST`.
pub const PASSWORD: &str = "/account/password";
/// Begins a second factor, `POST`; `/confirm` and `/end` below it.
pub const SECOND_FACTOR: &str = "/account/second-factor";
/// The own sessions, `GET`; `DELETE /{id}` ends one, `POST /end-others` all but this one.
pub const SESSIONS: &str = "/account/sessions";
/// What happened to the own account, `GET ?before={id}`.
pub const SIGN_INS: &str = "/account/sign-ins";
/// Hands in edits.
pub const PUSH: &str = "/sync/push";
/// Asks for rows after a cursor.
pub const PULL: &str = "/sync/pull";
/// Server-sent events: a hint that something changed, never the truth.
pub const EVENTS: &str = "/events";
/// Announces bytes, `POST`; `/blobs/{upload}` takes them, `PATCH`, and says how many are there, `HEAD`.
pub const BLOBS: &str = "/blobs";
/// `/photos/{photo}/{rendition}`: the bytes of a photo for whoever may see its work order, or the way to where they are.
pub const PHOTOS: &str = "/photos";
/// The query of a photo's address that asks for the bytes themselves, and for no way to them.
pub const PHOTO_ITSELF: &str = "itself=1";
/// Makes an account and its set-up code, `POST`; how accounts stand, `GET`; admins only. Below `/{user}`: `POST /reset`,
/// `/lock`, `/unlock` and `/second-factor/end`; `GET /sessions`, `DELETE /sessions/{id}` and `POST /sessions/end-all`.
pub const USERS: &str = "/admin/users";
/// What happened to accounts, `GET ?user={id}&before={id}`; admins only.
pub const ALL_SIGN_INS: &str = "/admin/sign-ins";
/// How backups stand, `GET`; admins only.
pub const BACKUPS: &str = "/admin/backups";
/// Phones, when they were heard of and what waits on them, `GET`: the office sees every one, others their own.
pub const PHONES: &str = "/sync/phones";
/// Hands in edits of somebody else, out of a parcel, `POST`; the office only.
pub const HAND_IN: &str = "/admin/hand-in";
/// API tokens of the company, `GET` and `POST`; `DELETE` with an identifier behind it revokes one. Admins only.
pub const API_TOKENS: &str = "/admin/api-tokens";
/// Webhooks of the company, `GET` and `POST`; with an identifier behind it `DELETE` takes one away, `POST /resume` goes on
/// with one that was given up. Admins, and programs with the scope.
pub const WEBHOOKS: &str = "/admin/webhooks";
/// The document of the owner's API, for people.
pub const API_DOCS: &str = "/api/docs";
/// Whether the server is well.
pub const HEALTH: &str = "/health";
/// Whether the process answers at all.
pub const HEALTH_LIVE: &str = "/health/live";
/// Whether phones may be sent here.
pub const HEALTH_READY: &str = "/health/ready";
/// Counters, for whoever has the token.
pub const METRICS: &str = "/metrics";

/// The media type of several pages of rows in one answer, a line each.
pub const PAGES_TYPE: &str = "application/x-ndjson";
/// The media type of the same where packs of rows follow the lines.
pub const PACKED_PAGES_TYPE: &str = "application/vnd.pem2.pages";
/// Header that every call of the app carries: a page of another origin cannot set it unasked.
pub const CLIENT_HEADER: &str = "X-Pem2-Client";
/// Header with how many bytes of an upload are there.
pub const UPLOAD_OFFSET: &str = "Upload-Offset";
/// Header with the SHA-256 of the bytes in this request.
pub const CHUNK_SHA256: &str = "X-Chunk-Sha256";
