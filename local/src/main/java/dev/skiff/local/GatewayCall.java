package dev.skiff.local;

import dev.skiff.local.template.SamRoute;
import dev.skiff.testing.HttpCall;
import dev.skiff.testing.HttpDeployment;

/**
 * A call that found its route, before the function hears of it.
 *
 * @param arn of the route with this method and path, as policies name it
 */
record GatewayCall(HttpCall http, HttpDeployment deployment, SamRoute route, String arn) {}
