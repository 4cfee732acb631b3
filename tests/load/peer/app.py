"""The stack of the system that Pem2 takes the place of: FastAPI, asyncpg, the same PostgreSQL. One list of fifty work
orders, and one new work order with its line in the audit."""

import os
import uuid
from contextlib import asynccontextmanager
from datetime import datetime, timezone

import asyncpg
from fastapi import FastAPI
from pydantic import BaseModel

COMPANY = uuid.UUID("00000000-0000-4000-8000-000000000001")


@asynccontextmanager
async def lifespan(app: FastAPI):
    app.state.pool = await asyncpg.create_pool(os.environ["PEER_DATABASE"], min_size=8, max_size=20)
    yield
    await app.state.pool.close()


app = FastAPI(lifespan=lifespan)


class NewWorkOrder(BaseModel):
    id: uuid.UUID
    title: str
    description: str
    status: str
    priority: str


class WorkOrder(BaseModel):
    id: uuid.UUID
    number: int
    title: str
    description: str
    status: str
    priority: str
    customer_id: uuid.UUID | None
    created_at: datetime
    updated_at: datetime


@app.get("/work-orders")
async def work_orders(limit: int = 50) -> list[WorkOrder]:
    async with app.state.pool.acquire() as connection:
        rows = await connection.fetch(
            "SELECT id, number, title, description, status, priority, customer_id, created_at, updated_at "
            "FROM work_orders WHERE company_id = $1 ORDER BY created_at DESC LIMIT $2",
            COMPANY,
            limit,
        )
    return [WorkOrder.model_construct(**row) for row in rows]


@app.post("/work-orders", status_code=201)
async def create(order: NewWorkOrder):
    now = datetime.now(timezone.utc)
    async with app.state.pool.acquire() as connection:
        async with connection.transaction():
            number = await connection.fetchval(
                "INSERT INTO work_orders (id, company_id, title, description, status, priority, created_at, updated_at) "
                "VALUES ($1, $2, $3, $4, $5, $6, $7, $7) RETURNING number",
                order.id,
                COMPANY,
                order.title,
                order.description,
                order.status,
                order.priority,
                now,
            )
            await connection.execute(
                "INSERT INTO audit (company_id, at, event, detail) VALUES ($1, $2, 'created', $3)",
                COMPANY,
                now,
                str(order.id),
            )
    return {"id": order.id, "number": number}
