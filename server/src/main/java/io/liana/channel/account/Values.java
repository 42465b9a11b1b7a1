package io.liana.channel.account;

import io.liana.channel.ConnectForm;
import io.liana.channel.ConnectForm.Field;
import io.liana.channel.OutgoingAddresses;
import io.liana.kernel.Given;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What was given for a form, checked and told apart: settings may be shown, secrets may not. */
record Values(Map<String, String> settings, Map<String, String> secrets) {
  private static final int LONGEST = 20_000; // some private keys in PEM fit
  private static final Set<String> SCHEMES = Set.of("http", "https", "ws", "wss");

  Map<String, String> all() {
    Map<String, String> all = new HashMap<>(settings);
    all.putAll(secrets);
    return all;
  }

  /**
   * @throws io.liana.kernel.Problem 400 {@code invalid_request} naming the field
   */
  static Values check(ConnectForm form, Map<String, String> given, OutgoingAddresses outgoing) {
    Set<String> known = form.fields().stream().map(Field::code).collect(Collectors.toSet());
    for (String field : given.keySet()) {
      if (!known.contains(field)) {
        throw Given.wrong("values", "has a field this platform does not know");
      }
    }
    Map<String, String> settings = new TreeMap<>();
    Map<String, String> secrets = new TreeMap<>();
    for (Field field : form.fields()) {
      String value = given.get(field.code());
      if (value == null || value.isBlank()) {
        if (field.required()) {
          throw Given.wrong(field.code(), "is missing");
        }
        continue;
      }
      String clean = Given.text(field.code(), value, 1, LONGEST);
      switch (field.kind()) {
        case TEXT -> settings.put(field.code(), clean);
        case SECRET -> secrets.put(field.code(), clean);
        case URL -> {
          outgoing.check(field.code(), url(field.code(), clean));
          settings.put(field.code(), clean);
        }
        case OWN_URL -> settings.put(field.code(), url(field.code(), clean).toString());
        case CHOICE ->
            settings.put(field.code(), Given.oneOf(field.code(), clean, "", field.choices()));
      }
    }
    return new Values(settings, secrets);
  }

  private static URI url(String field, String given) {
    try {
      URI uri = new URI(given);
      if (uri.getHost() != null
          && uri.getScheme() != null
          && SCHEMES.contains(uri.getScheme())
          && uri.getUserInfo() == null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      throw notAnAddress(field);
    }
    throw notAnAddress(field);
  }

  private static RuntimeException notAnAddress(String field) {
    return Given.wrong(
        field, "must be an address like https://host/path, without a name or password in it");
  }

  @Override
  public String toString() {
    return "Values" + List.copyOf(settings.keySet()) + List.copyOf(secrets.keySet());
  }
}
