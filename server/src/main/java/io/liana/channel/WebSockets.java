package io.liana.channel;

import io.liana.kernel.Problem;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.apache.tomcat.websocket.server.WsSci;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * WebSockets others open to us. A controller decides who may come in and then hands the request
 * over here, so that a socket passes the same gate as every other request.
 */
@Component
public class WebSockets implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
  private static final String CONTAINER = ServerContainer.class.getName();

  @Override
  public void customize(TomcatServletWebServerFactory factory) {
    factory.addContextCustomizers(
        context -> context.addServletContainerInitializer(new WsSci(), Set.of()));
  }

  /**
   * From here on the connection is a socket.
   *
   * @throws Problem 426 {@code websocket_needed} when the request asks for none
   */
  public void open(HttpServletRequest request, HttpServletResponse response, Endpoint endpoint)
      throws IOException {
    if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
      throw new Problem(
          426, "websocket_needed", "This address is for WebSocket connections.", Map.of());
    }
    var container = (ServerContainer) request.getServletContext().getAttribute(CONTAINER);
    var config =
        ServerEndpointConfig.Builder.create(endpoint.getClass(), request.getRequestURI())
            .configurator(
                new ServerEndpointConfig.Configurator() {
                  @Override
                  public <T> T getEndpointInstance(Class<T> type) {
                    return type.cast(endpoint);
                  }
                })
            .build();
    try {
      container.upgradeHttpToWebSocket(request, response, config, Map.of());
    } catch (DeploymentException e) {
      throw new IOException(e);
    }
  }
}
