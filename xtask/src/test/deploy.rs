//! What somebody needs who runs Pem2: the files in `deploy/`, held against the tools that read them and against stand-ins
//! for the server. No server is compiled, so that this takes seconds.

use super::count::Count;
use crate::Failure;
use crate::command::{command, root};

/// What is asked first, first.
const TESTS: [&str; 3] = ["files_test.sh", "deploy_test.sh", "proxy_test.sh"];

/// All of them; one that fails does not hide what the others have to say.
pub fn all(count: &mut Count) -> Result<(), Failure> {
    let outcomes = TESTS.map(|test| count.run(&mut command(root().join("deploy/tests").join(test))));
    outcomes.into_iter().collect()
}
