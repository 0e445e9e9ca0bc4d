// Talking to the stand-in as the person logged in on this phone.

async function call(method, path, body) {
  const answer = await fetch(path, {
    method,
    headers: body ? { "Content-Type": "application/json" } : {},
    body: body ? JSON.stringify(body) : undefined,
  });
  const value = await answer.json();
  if (!answer.ok) throw new Error(value.message);
  return value;
}

export const getChats = () => call("GET", "/phone/chats");
export const getChat = (channel, { after, read }) =>
  call("GET", `/phone/chats/${encodeURIComponent(channel)}?after=${after}&read=${read ? 1 : 0}`);
export const sendText = (channel, text) => call("POST", `/phone/chats/${encodeURIComponent(channel)}/messages`, { text });
export const sendPostback = (channel, postback) => call("POST", `/phone/chats/${encodeURIComponent(channel)}/postbacks`, postback);
export const setFriendship = (channel, action) => call("POST", `/phone/chats/${encodeURIComponent(channel)}/friendship`, { action });
export const switchPerson = (person) => call("POST", "/phone/person", { person });
