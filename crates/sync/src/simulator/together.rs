//! A push of many edits reads and writes its rows together, and so do pushes of many people that wait at the same time.
//! What comes of them is what comes of the same edits one by one.

use pollster::block_on;
use protocol::sync::{Outcome, PushRequest};

use super::world::{COMPANY, World};
use crate::client::Action;
use crate::memory::server::MemoryServer;
use crate::server::store::ServerStore;
use crate::server::{HandedIn, Pushed, push, push_together};

/// Steps of a history before everybody goes into a basement, and what each person does there.
const DAYS_WORK: usize = 60;
const IN_THE_BASEMENT: usize = 25;

/// Hands in what every phone of the history of `seed` has entered without a signal, together and one by one. How many
/// edits; the error says what differs.
pub fn together(seed: u64) -> Result<usize, String> {
    let mut world = World::new(seed);
    for step in 0..DAYS_WORK {
        world.step(step);
    }
    for nth in 0..world.phones.len() {
        world.phones[nth].start();
        for edit in 0..IN_THE_BASEMENT {
            world.draw_for(DAYS_WORK + nth * IN_THE_BASEMENT + edit);
            world.edit(nth, None);
        }
    }
    let (mut edits, mut pushes) = (0, Vec::new());
    for nth in 0..world.phones.len() {
        let now = world.now;
        let user = world.phones[nth].user;
        let Some(Action::Push(request)) = world.client(nth).next(now) else { continue };
        // It has heard of a restore: what it hands in then names no database.
        let request = PushRequest { epoch: None, ..request };
        edits += request.mutations.len();
        let push = |server: &MemoryServer, request: &PushRequest| {
            let answer = block_on(push(server, COMPANY, user, request, now));
            answer.map(|answer| answer.outcomes).map_err(|error| format!("{error:?}"))
        };
        let at_once = hand_in(&world, std::slice::from_ref(&request), push)?;
        let singly: Vec<PushRequest> = request
            .mutations
            .iter()
            .map(|edit| PushRequest { mutations: vec![edit.clone()], ..request.clone() })
            .collect();
        let one_by_one = hand_in(&world, &singly, push)?;
        if at_once != one_by_one {
            return Err(format!("seed {seed}, phone {nth}: {at_once:#?} and {one_by_one:#?}"));
        }
        pushes.push((user, request));
    }
    let now = world.now;
    let outcomes = |pushed: Pushed<_>| pushed.map(|answer| answer.outcomes).map_err(|error| format!("{error:?}"));
    let everybody = hand_in(&world, &[()], |server, ()| {
        let handed_in: Vec<HandedIn<'_>> =
            pushes.iter().map(|(user, request)| HandedIn { user: *user, request }).collect();
        let pushed = block_on(push_together(server, COMPANY, &handed_in, now)).map_err(|e| format!("{e:?}"))?;
        pushed.into_iter().map(outcomes).collect::<Result<Vec<_>, _>>().map(|all| all.concat())
    })?;
    let one_after_the_other = hand_in(&world, &pushes, |server, (user, request)| {
        outcomes(block_on(push(server, COMPANY, *user, request, now)))
    })?;
    if everybody != one_after_the_other {
        return Err(format!("seed {seed}, everybody: {everybody:#?} and {one_after_the_other:#?}"));
    }
    Ok(edits)
}

/// The outcomes, and the rows afterwards as JSON.
type Came = (Vec<Outcome>, Vec<String>);

/// Hands requests in to a copy of the history's server.
fn hand_in<T>(
    world: &World,
    requests: &[T],
    hand_in: impl Fn(&MemoryServer, &T) -> Result<Vec<Outcome>, String>,
) -> Result<Came, String> {
    let epoch = block_on(world.server.epoch()).map_err(|e| format!("{e:?}"))?;
    let copy = MemoryServer::new(epoch);
    copy.restore(world.server.backup(), epoch);
    let mut outcomes = Vec::new();
    for request in requests {
        outcomes.extend(hand_in(&copy, request)?);
    }
    let rows = copy.company(COMPANY).rows;
    let rows = rows.values().map(|row| serde_json::to_string(row).map_err(|e| e.to_string()));
    Ok((outcomes, rows.collect::<Result<_, _>>()?))
}
