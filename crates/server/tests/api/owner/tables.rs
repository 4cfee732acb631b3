//! Whole tables: they go out as they are, come in all or not at all, and a file sent twice does nothing twice.

use domain::Entity;
use domain::customer::Customer;
use protocol::auth::SetUpRequest;
use protocol::error::ErrorCode;
use protocol::paths;
use serde_json::json;
use server::auth::api_token::Scope;
use server::demo;
use server::owner::tables::export::TABLES;
use server::owner::tables::import::Report;
use server::owner::wire::{MadeApiToken, Stored};
use uuid::Uuid;

use super::Program;
use crate::client::{Answer, create, work_order};
use crate::world::{World, user_id};

crate::on_both_databases!(
    every_table_goes_out_with_every_row_and_no_secret,
    what_goes_out_comes_in_and_changes_nothing,
    formulas_go_out_as_text_and_come_back_as_they_were,
    a_dry_run_lists_every_problem_and_does_nothing,
    a_file_comes_in_once_however_often_it_is_sent,
    people_come_in_with_codes_to_sign_in,
    a_program_makes_no_admin_and_changes_nobodys_rights,
    opening_stock_moves_the_levels_once,
    work_orders_come_in_with_people_windows_and_status,
    only_programs_of_the_company_with_the_scope_take_tables,
);

const ALL: [Scope; 3] = [Scope::Read, Scope::Write, Scope::Export];

fn text(answer: &Answer) -> String {
    assert!(answer.status.is_success(), "{}", String::from_utf8_lossy(&answer.body));
    String::from_utf8(answer.body.clone()).unwrap()
}

fn records(text: &str) -> Vec<csv::StringRecord> {
    csv::Reader::from_reader(text.as_bytes()).records().map(Result::unwrap).collect()
}

async fn demo_program(world: &World) -> Program {
    let plan = demo::Plan { work_orders: 40, items: 0, now: server::clock::now() };
    assert!(demo::seed(&world.app.db, plan).await.unwrap());
    let mut admin = world.anybody();
    admin.sign_in("olivia@demo", demo::logins()[0].password).await;
    let made = admin.post("/admin/api-tokens", &json!({"name": "x", "scopes": ALL})).await;
    let made: MadeApiToken = made.ok();
    Program { http: reqwest::Client::new(), address: world.address.clone(), made }
}

async fn every_table_goes_out_with_every_row_and_no_secret(world: World) {
    let program = demo_program(&world).await;
    for table in TABLES {
        let answer = program.get(&format!("/api/v1/export/{}.csv", table.name)).await;
        assert_eq!(answer.header("content-type"), "text/csv; charset=utf-8");
        let text = text(&answer);
        assert!(text.starts_with(&format!("{}\r\n", table.columns.join(","))), "{text:.200}");
        assert!(!text.contains("argon2"), "{}", table.name);
        let rows = program.all(&format!("/api/v1/{}", table.name), 200).await;
        let out = records(&text);
        assert_eq!(out.len(), rows.len(), "{}", table.name);
        assert!(out.iter().all(|record| rows.iter().any(|row| row["id"] == record[0])), "{}", table.name);
    }
    let exported = world.app.db.all("SELECT detail FROM audit WHERE event = 'exported'", vec![]).await.unwrap();
    assert_eq!(exported.len(), TABLES.len());
}

async fn what_goes_out_comes_in_and_changes_nothing(world: World) {
    let program = demo_program(&world).await;
    for name in ["customers", "items", "users", "work-orders"] {
        let file = text(&program.get(&format!("/api/v1/export/{name}.csv")).await);
        let report: Report = program.import(name, file.clone()).await.ok();
        assert_eq!((report.problems.as_slice(), report.warnings.as_slice()), (&[][..], &[][..]), "{name}");
        assert_eq!((report.made, report.changed, report.unchanged), (0, 0, report.rows), "{name}");
        assert_eq!(text(&program.get(&format!("/api/v1/export/{name}.csv")).await), file);
    }
}

async fn formulas_go_out_as_text_and_come_back_as_they_were(world: World) {
    let program = Program::of(&world, "olivia", &ALL).await;
    let mut olivia = world.signed_in("olivia").await;
    let id = Uuid::new_v4();
    let name = "=HYPERLINK(\"http://evil\", \"x\")";
    olivia.done(create(Entity::Customer, id, json!({"name": name, "phone": "+1 555", "notes": "'=kept"}))).await;
    let file = text(&program.get("/api/v1/export/customers.csv").await);
    let record = &records(&file)[0];
    assert_eq!(&record[1], format!("'{name}"));
    assert_eq!(&record[3], "'+1 555");
    let report: Report = program.import("customers", file).await.ok();
    assert_eq!((report.changed, report.unchanged), (0, 1));
}

async fn a_dry_run_lists_every_problem_and_does_nothing(world: World) {
    let program = Program::of(&world, "olivia", &ALL).await;
    let file = "NAME,Truck Min,UNIT,cost,Colour\nWire,2.5,ft,1.10,red\n,x,,1.005,\nBox,1,ea,3,\nTape,1,,3,\n";
    for query in ["?dry_run=true", ""] {
        let answer = program.import(&format!("items{query}"), file).await;
        assert_eq!(answer.status, if query.is_empty() { 422 } else { 200 });
        let report: Report = serde_json::from_slice(&answer.body).unwrap();
        let problems: Vec<(u64, &str, &str)> = report
            .problems
            .iter()
            .map(|problem| (problem.row, problem.column.as_deref().unwrap_or("-"), problem.code.as_str()))
            .collect();
        assert_eq!(problems, [(3, "truck_min", "invalid"), (3, "cost", "invalid"), (5, "unit", "required")]);
        assert_eq!(report.warnings.len(), 1);
        assert_eq!((report.warnings[0].row, report.warnings[0].code.as_str()), (1, "unknown_column"));
        assert!(program.all("/api/v1/items", 50).await.is_empty(), "all or nothing");
    }
    let answer = program.import("items?dry_run=true", "colour\nred\n").await;
    let report: Report = answer.ok();
    assert_eq!(report.problems.iter().filter(|problem| problem.code == "column_missing").count(), 2);
    let answer = program.import("items?dry_run=true", vec![0xFF_u8, 0xFE, 0x00]).await;
    assert_eq!(answer.ok::<Report>().problems[0].code, "not_utf8");
    let large = vec![b'x'; 6 * 1024 * 1024];
    assert_eq!(program.import("items", large).await.error(413), ErrorCode::TooLarge);
}

async fn a_file_comes_in_once_however_often_it_is_sent(world: World) {
    let program = Program::of(&world, "olivia", &ALL).await;
    let file = "\u{FEFF}Name;Phone\r\n\"Harbor; Bakery\";555\r\nEleanor Whitfield;\r\n";
    let first: Report = program.import("customers", file).await.ok();
    assert_eq!((first.rows, first.made, first.problems.len()), (2, 2, 0));
    let rows = program.all("/api/v1/customers", 50).await;
    assert_eq!(rows[0]["fields"]["name"], "Harbor; Bakery");
    // Changed by somebody since: the repeated file must not change it back.
    let path = format!("/api/v1/customers/{}", rows[0]["id"].as_str().unwrap());
    let changed = program.write(reqwest::Method::PATCH, &path, &json!({"phone": "777"})).await;
    assert!(changed.status.is_success());
    let dry: Report = program.import("customers?dry_run=true", "name,phone\nAnother,1\n").await.ok();
    assert_eq!((dry.made, dry.dry_run), (1, true));
    program.import("customers", file).await.ok::<Report>();
    let again: Report = program.import("customers", file).await.ok();
    assert_eq!(again.made, 0);
    assert_eq!(program.all("/api/v1/customers", 50).await.len(), 2);
    let id = rows[1]["id"].as_str().unwrap();
    let by_id = format!("id,notes,name\n{id},gate code 12,Eleanor Whitfield\n");
    let report: Report = program.import("customers", by_id).await.ok();
    assert_eq!((report.made, report.changed), (0, 1));
    let row: Stored<Customer> = program.get(&format!("/api/v1/customers/{id}")).await.ok();
    assert_eq!(row.fields.notes, "gate code 12");
}

async fn people_come_in_with_codes_to_sign_in(world: World) {
    let program = Program::of(&world, "olivia", &ALL).await;
    let file = "login,name,role\nkyle,Kyle Reed,technician\nnora,Nora Bell,dispatcher\nmike,Michael,technician\n";
    let dry: Report = program.import("users?dry_run=true", file).await.ok();
    assert_eq!((dry.made, dry.changed, dry.people.len()), (2, 1, 0));
    let report: Report = program.import("users", file).await.ok();
    assert_eq!((report.made, report.changed, report.people.len()), (2, 1, 2));
    let mut kyle = world.anybody();
    let code = report.people[0].set_up_code.clone();
    let (password, device) = ("a good long password".into(), kyle.device);
    let set_up = SetUpRequest { login: "kyle".into(), code, password, device, device_name: String::new() };
    let answer = kyle.post(paths::SET_UP, &set_up).await;
    kyle.take(&answer);
    assert_eq!(kyle.who.as_ref().unwrap().name, "Kyle Reed");
    let again: Report = program.import("users", file).await.ok();
    assert_eq!((again.made, again.changed, again.people.len()), (0, 0, 0));
    let twice = program.import("users", "login,name\nzoe,Zoe\nZOE,Zoe\n").await;
    assert_eq!(serde_json::from_slice::<Report>(&twice.body).unwrap().problems[0].code, "twice");
}

async fn a_program_makes_no_admin_and_changes_nobodys_rights(world: World) {
    let program = Program::of(&world, "olivia", &ALL).await;
    let files = ["zoe,Zoe Hart,admin,yes", "mike,Mike,dispatcher,yes", "mike,Mike,technician,no"];
    for file in files.map(|line| format!("login,name,role,active\n{line}\n")) {
        let answer = program.import("users", file.clone()).await;
        let report: Report = serde_json::from_slice(&answer.body).unwrap();
        assert_eq!((answer.status.as_u16(), report.problems[0].code.as_str()), (422, "forbidden"), "{file}");
        assert!(report.people.is_empty(), "nobody gets a code");
    }
    let people = program.all("/api/v1/users", 50).await;
    let mike = people.iter().find(|person| person["fields"]["login"] == "mike").unwrap();
    assert_eq!((&mike["fields"]["role"], &mike["fields"]["active"]), (&json!("technician"), &json!(true)));
    assert!(people.iter().all(|person| person["fields"]["login"] != "zoe"));
}

async fn opening_stock_moves_the_levels_once(world: World) {
    let program = Program::of(&world, "olivia", &ALL).await;
    let mut olivia = world.signed_in("olivia").await;
    let fields = json!({"name": "Wire", "unit": "ft", "codes": [{"code": "123", "pack": 1000}]});
    olivia.done(create(Entity::Item, Uuid::new_v4(), fields)).await;
    olivia.done(create(Entity::Location, Uuid::new_v4(), json!({"name": "Shop", "kind": "shop"}))).await;
    let file = "item,location,quantity\nwire,SHOP,12.5\n123,Shop,2\n";
    for made in [2, 0] {
        let report: Report = program.import("opening-stock", file).await.ok();
        assert_eq!((report.made, report.problems.as_slice()), (made, &[][..]));
        let levels = program.all("/api/v1/levels", 50).await;
        assert_eq!(levels[0]["fields"]["on_hand"], 14_500);
    }
    let wrong: Report = program.import("opening-stock?dry_run=true", "item,location,quantity\nlamp,,x\n").await.ok();
    let codes: Vec<&str> = wrong.problems.iter().map(|problem| problem.code.as_str()).collect();
    assert_eq!(codes, ["required", "not_found", "invalid"]);
}

async fn work_orders_come_in_with_people_windows_and_status(world: World) {
    let program = Program::of(&world, "olivia", &ALL).await;
    program.import("customers", "name\nHarbor Bakery\n").await.ok::<Report>();
    let file = "Title,Customer,Assignees,Window start,Window end,Status\n\
        Panel,harbor bakery,mike; ana,2026-01-05 08:00,2026-01-05T15:00:00Z,dispatched\n\
        Old,Harbor Bakery,,,,closed\n";
    let report: Report = program.import("work-orders", file).await.ok();
    assert_eq!((report.made, report.problems.as_slice()), (2, &[][..]));
    let rows = program.all("/api/v1/work-orders", 50).await;
    assert_eq!(rows[0]["fields"]["assignees"], json!([user_id("mike"), user_id("ana")]));
    assert_eq!(rows[0]["fields"]["window"]["start"], 1_767_618_000_000_i64, "eight in New York");
    assert_eq!((&rows[0]["fields"]["status"], &rows[1]["fields"]["status"]), (&json!("dispatched"), &json!("closed")));
    let again: Report = program.import("work-orders", file).await.ok();
    assert_eq!((again.made, again.changed, again.unchanged), (0, 0, 2));
    let wrong = "title,customer,status,assignees,window start\n,Nobody,lost,zed,noon\n";
    let report: Report = program.import("work-orders?dry_run=true", wrong).await.ok();
    assert_eq!(report.problems.len(), 4, "{:?}", report.problems);
}

async fn only_programs_of_the_company_with_the_scope_take_tables(world: World) {
    let mut olivia = world.signed_in("olivia").await;
    work_order(&mut olivia, &[]).await;
    let theirs = Program::of(&world, "otto", &ALL).await;
    for table in TABLES.into_iter().filter(|table| table.name != "users") {
        let text = text(&theirs.get(&format!("/api/v1/export/{}.csv", table.name)).await);
        assert!(records(&text).is_empty(), "{}: {text}", table.name);
    }
    let reader = Program::of(&world, "olivia", &[Scope::Read]).await;
    assert_eq!(reader.get("/api/v1/export/customers.csv").await.error(403), ErrorCode::Forbidden);
    assert_eq!(reader.import("customers", "name\nx\n").await.error(403), ErrorCode::Forbidden);
    let all = Program::of(&world, "olivia", &ALL).await;
    for path in ["customers", "secrets.csv", "accounts.csv", "..%2fcustomers.csv"] {
        assert_eq!(all.get(&format!("/api/v1/export/{path}")).await.error(404), ErrorCode::NotFound, "{path}");
    }
    assert_eq!(all.import("secrets", "name\nx\n").await.error(404), ErrorCode::NotFound);
    assert_eq!(olivia.get("/api/v1/export/customers.csv").await.status, 200, "an admin in person");
}
