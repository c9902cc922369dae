package dev.skiff.peers.http4k

import org.http4k.core.Body
import org.http4k.core.Filter
import org.http4k.core.HttpHandler
import org.http4k.core.Method.GET
import org.http4k.core.Method.POST
import org.http4k.core.Request
import org.http4k.core.Response
import org.http4k.core.Status.Companion.CREATED
import org.http4k.core.Status.Companion.OK
import org.http4k.core.then
import org.http4k.core.with
import org.http4k.format.Moshi.auto
import org.http4k.routing.bind
import org.http4k.routing.path
import org.http4k.routing.routes
import org.http4k.serverless.ApiGatewayV2LambdaFunction

data class NewUser(val name: String, val email: String)

data class User(val id: String, val name: String, val email: String)

private val newUserBody = Body.auto<NewUser>().toLens()
private val userBody = Body.auto<User>().toLens()

private val noStore = Filter { next -> { next(it).header("Cache-Control", "no-store") } }

private fun find(request: Request): Response {
    val id = request.path("id")!!
    return Response(OK).with(userBody of User(id, "User $id", "$id@example.com"))
}

private fun create(request: Request): Response {
    val newUser = newUserBody(request)
    val user = User(Integer.toHexString(newUser.email.hashCode()), newUser.name, newUser.email)
    return Response(CREATED).header("Location", "/users/${user.id}").with(userBody of user)
}

private val app: HttpHandler = noStore.then(
    routes(
        "/users/{id}" bind GET to ::find,
        "/users" bind POST to ::create,
    )
)

class HelloFunction : ApiGatewayV2LambdaFunction(app)
