//! Inviting people.

use protocol::error::ErrorCode;
use protocol::paths;
use serde_json::json;

use crate::world::World;

crate::on_both_databases!(only_admins_invite, a_login_is_unique_in_its_company_only, an_empty_name_is_refused);

async fn only_admins_invite(world: World) {
    let invite = json!({"name": "Kyle", "login": "kyle", "role": "technician"});
    assert_eq!(world.anybody().post(paths::USERS, &invite).await.error(401), ErrorCode::SignInNeeded);
    for login in ["mike", "dana"] {
        assert_eq!(world.signed_in(login).await.post(paths::USERS, &invite).await.error(403), ErrorCode::Forbidden);
    }
}

async fn a_login_is_unique_in_its_company_only(world: World) {
    let invite = json!({"name": "Another Mike", "login": "MIKE", "role": "technician"});
    let ours = world.signed_in("olivia").await;
    assert_eq!(ours.post(paths::USERS, &invite).await.error(409), ErrorCode::Conflict);
    let theirs = world.signed_in("otto").await;
    assert_eq!(theirs.post(paths::USERS, &invite).await.status, 201);
    // Now a plain "mike" could be either.
    assert_eq!(world.anybody().log_in("mike", crate::world::PASSWORD).await.error(401), ErrorCode::BadCredentials);
    world.anybody().sign_in("mike@ours", crate::world::PASSWORD).await;
}

async fn an_empty_name_is_refused(world: World) {
    let invite = json!({"name": " ", "login": "kyle", "role": "technician"});
    let answer = world.signed_in("olivia").await.post(paths::USERS, &invite).await;
    assert_eq!(answer.error(400), ErrorCode::BadRequest);
}
