"""Catalog answers what the shop sells."""

import os

import psycopg
from flask import Flask, jsonify

app = Flask(__name__)


@app.get("/healthz")
def healthz():
    return "ok"


@app.get("/products")
def products():
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        connection.execute(
            "CREATE TABLE IF NOT EXISTS products (name text PRIMARY KEY, price numeric NOT NULL)"
        )
        rows = connection.execute("SELECT name, price FROM products ORDER BY name").fetchall()
    return jsonify([{"name": name, "price": float(price)} for name, price in rows])
