package io.liana.channel;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One socket somebody opened to us, in whole text frames; see {@link WebSockets}. */
public abstract class SocketEndpoint extends Endpoint {
  private final int longestFrame;
  private final StringBuilder parts = new StringBuilder();
  private final ReentrantLock sending = new ReentrantLock();
  private volatile @Nullable Session session;

  /**
   * @param longestFrame in characters; a longer frame closes the socket
   */
  protected SocketEndpoint(int longestFrame) {
    this.longestFrame = longestFrame;
  }

  protected abstract void opened();

  protected abstract void heard(String frame);

  /** The other side answered a ping. */
  protected void alive() {}

  /** It is closed, whoever closed it. */
  protected abstract void closed(String why);

  public void send(String text) throws IOException {
    Session open = session;
    if (open == null) {
      throw new IOException("the socket is not open");
    }
    sending.lock();
    try {
      open.getBasicRemote().sendText(text);
    } catch (IllegalStateException e) {
      throw new IOException(String.valueOf(e.getMessage()), e);
    } finally {
      sending.unlock();
    }
  }

  public void ping() throws IOException {
    Session open = session;
    if (open == null) {
      throw new IOException("the socket is not open");
    }
    sending.lock();
    try {
      open.getBasicRemote().sendPing(ByteBuffer.allocate(0));
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new IOException(String.valueOf(e.getMessage()), e);
    } finally {
      sending.unlock();
    }
  }

  public void close() {
    Session open = session;
    session = null;
    if (open != null) {
      try {
        open.close(new CloseReason(CloseCodes.GOING_AWAY, ""));
      } catch (IOException | IllegalStateException e) {
        // it is closed then
      }
    }
  }

  @Override
  public void onOpen(Session opened, EndpointConfig config) {
    session = opened;
    // Pieces, because the container would set the whole limit aside for every socket.
    opened.addMessageHandler(
        new MessageHandler.Partial<String>() {
          @Override
          public void onMessage(String piece, boolean last) {
            take(piece, last);
          }
        });
    opened.addMessageHandler(
        new MessageHandler.Whole<PongMessage>() {
          @Override
          public void onMessage(PongMessage pong) {
            alive();
          }
        });
    opened();
  }

  private void take(String piece, boolean last) {
    if (parts.length() + piece.length() > longestFrame) {
      close();
      return;
    }
    parts.append(piece);
    if (last) {
      String frame = parts.toString();
      parts.setLength(0);
      heard(frame);
    }
  }

  @Override
  public void onClose(Session closing, CloseReason reason) {
    session = null;
    closed("the other side closed the connection (%s)".formatted(reason.getCloseCode().getCode()));
  }

  @Override
  public void onError(Session broken, Throwable error) {
    closed("the connection broke: " + error.getMessage());
  }
}
