# Part of Clubhouse. See LICENSE file for full copyright and licensing details.
"""Builds docker/Dockerfile and starts the product from it, without a Docker engine.

By hand: ``docker/check``. As a test: tests/docker/.
"""
