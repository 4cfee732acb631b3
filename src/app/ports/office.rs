//! What the office asks of the server itself.

use std::rc::Rc;

use protocol::phones::Phone;
use web_sys::File;

use crate::app::driver::Driver;
use crate::app::parcel;
use crate::state::ports::{HandedIn, Later, Office, ParcelError};

/// The office's questions, through the driver.
pub struct AppOffice(pub Rc<Driver>);

impl Office for AppOffice {
    fn phones(&self) -> Later<Option<Vec<Phone>>> {
        let driver = self.0.clone();
        Box::pin(async move { driver.api.phones().await.ok().map(|answer| answer.phones) })
    }

    fn hand_in(&self, file: File) -> Later<Result<HandedIn, ParcelError>> {
        let driver = self.0.clone();
        Box::pin(async move {
            let who = driver.desk.who().ok_or(ParcelError::SignIn)?;
            let done = parcel::hand_in(&driver.api, who.company, file).await;
            driver.retry_now();
            done
        })
    }
}
