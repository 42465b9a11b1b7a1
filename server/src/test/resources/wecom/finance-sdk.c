// Stands in for WeCom's libWeWorkFinanceSdk_C.so, which may not be handed on: the same functions, nothing behind them.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct { char corp[64]; } Sdk;
typedef struct { char *buf; int len; } Slice;
typedef struct { char *index; int index_len; char *data; int data_len; int finished; } Media;

static int opened = 0;

Sdk *NewSdk() { return calloc(1, sizeof(Sdk)); }
void DestroySdk(Sdk *sdk) { free(sdk); }
int Init(Sdk *sdk, const char *corp, const char *secret) {
  if (strcmp(secret, "right") != 0) return 10009;
  snprintf(sdk->corp, sizeof sdk->corp, "%s", corp);
  opened++;
  return 0;
}

Slice *NewSlice() { return calloc(1, sizeof(Slice)); }
void FreeSlice(Slice *slice) { free(slice->buf); free(slice); }
char *GetContentFromSlice(Slice *slice) { return slice->buf; }
int GetSliceLen(Slice *slice) { return slice->len; }
static void fill(Slice *slice, const char *text) { slice->buf = strdup(text); slice->len = strlen(text); }

int GetChatData(Sdk *sdk, unsigned long long seq, unsigned int limit, const char *proxy, const char *passwd, int timeout, Slice *out) {
  if (timeout <= 0 || proxy[0] || passwd[0]) return 10000;
  char text[512];
  if (seq == 9000000000ULL) {
    fill(out, "{\"errcode\":10010,\"errmsg\":\"expired\"}");
  } else {
    snprintf(text, sizeof text,
      "{\"errcode\":0,\"errmsg\":\"ok\",\"chatdata\":[{\"seq\":%llu,\"msgid\":\"%s-%d\",\"publickey_ver\":%u,\"encrypt_random_key\":\"k\",\"encrypt_chat_msg\":\"m\"}]}",
      seq + 1, sdk->corp, opened, limit);
    fill(out, text);
  }
  return 0;
}

int DecryptData(const char *key, const char *message, Slice *out) {
  if (strcmp(key, "wrong") == 0) return 10006;
  char text[256];
  snprintf(text, sizeof text, "{\"key\":\"%s\",\"text\":\"%s\"}", key, message);
  fill(out, text);
  return 0;
}

Media *NewMediaData() { return calloc(1, sizeof(Media)); }
void FreeMediaData(Media *media) { free(media->index); free(media->data); free(media); }
int GetMediaData(Sdk *sdk, const char *index, const char *file, const char *proxy, const char *passwd, int timeout, Media *out) {
  int part = index[0] ? atoi(index) : 0;
  int size = part < 2 ? 512 * 1024 : 1000;
  out->data = malloc(size);
  memset(out->data, 'a' + part, size);
  out->data_len = size;
  out->index = malloc(16);
  out->index_len = snprintf(out->index, 16, "%d", part + 1);
  out->finished = part == 2;
  return 0;
}
char *GetOutIndexBuf(Media *media) { return media->index; }
char *GetData(Media *media) { return media->data; }
int GetIndexLen(Media *media) { return media->index_len; }
int GetDataLen(Media *media) { return media->data_len; }
int IsMediaDataFinish(Media *media) { return media->finished; }
