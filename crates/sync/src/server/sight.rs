//! What a person may see, read from the rows: never from what a request says.

use std::collections::HashSet;

use domain::ids::{CompanyId, UserId};
use domain::permission::Actor;
use domain::scope::Scope;
use uuid::Uuid;

use super::scoping::Scoping;
use super::store::ServerStore;

/// What a person may see.
#[derive(Clone, Debug)]
pub enum Sight {
    /// The office: all.
    Office,
    /// A technician.
    Field {
        /// Who.
        user: UserId,
        /// The work orders of the crew; `None` when the company lets technicians see all.
        work_orders: Option<HashSet<Uuid>>,
        /// The customers these need.
        customers: HashSet<Uuid>,
    },
}

impl Sight {
    /// Reads what `actor` may see.
    pub async fn of<S: ServerStore>(store: &S, company: CompanyId, actor: &Actor) -> Result<Self, S::Error> {
        Self::under(store, company, &Scoping::of(actor)).await
    }

    /// Reads what is seen now under a scope.
    pub async fn under<S: ServerStore>(store: &S, company: CompanyId, scope: &Scoping) -> Result<Self, S::Error> {
        if scope.office {
            return Ok(Self::Office);
        }
        if scope.sees_all {
            return Ok(Self::Field { user: scope.user, work_orders: None, customers: HashSet::new() });
        }
        let found = store.work_orders_of(company, &scope.crew_members).await?;
        let customers = found.iter().filter_map(|(_, customer)| customer.map(|c| c.0)).collect();
        let work_orders = Some(found.into_iter().map(|(id, _)| id.0).collect());
        Ok(Self::Field { user: scope.user, work_orders, customers })
    }

    /// Whether a row of this scope, made by `author`, is seen.
    pub fn sees(&self, scope: Scope, author: UserId) -> bool {
        let Self::Field { user, work_orders, customers } = self else { return true };
        match scope {
            Scope::Company => true,
            Scope::Office => false,
            Scope::User(owner) => owner == *user,
            Scope::WorkOrder(id) => work_orders.as_ref().is_none_or(|seen| seen.contains(&id.0)),
            // Who entered a customer keeps it until a job needs it.
            Scope::Customer(id) => work_orders.is_none() || customers.contains(&id.0) || author == *user,
        }
    }
}
