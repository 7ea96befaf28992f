/** A rectangle of pixels, turned about its centre. One pixel larger than told: its edge is softened by coverage. */
export const itemVertexShader = `#version 300 es
uniform vec2 centre;
uniform vec2 halfSize;
uniform vec2 turn;
uniform vec2 canvas;
uniform float upwards;
uniform vec4 part;
out vec2 local;
out vec2 place;
void main() {
  vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1) * 2.0 - 1.0;
  local = corner * (halfSize + 1.0);
  place = mix(part.xy, part.zw, local / (2.0 * halfSize) + 0.5);
  vec2 pixel = centre + vec2(local.x * turn.x - local.y * turn.y, local.x * turn.y + local.y * turn.x);
  vec2 point = pixel / canvas * 2.0 - 1.0;
  gl_Position = vec4(point.x, point.y * upwards, 0.0, 1.0);
}`;

/** One picture with its key, colours, corners and blend mode. The sums are those of compose/pixel-effects.ts. */
export const itemFragmentShader = `#version 300 es
precision highp float;
uniform sampler2D picture;
uniform sampler2D backdrop;
uniform vec2 halfSize;
uniform vec4 bounds;
uniform vec2 shift;
uniform float radius;
uniform float opacity;
uniform int mixing;
uniform bool hasKey;
uniform vec2 keyChroma;
uniform vec3 keyRange;
uniform bool hasColour;
uniform mat3 colourMatrix;
uniform vec3 tone;
in vec2 local;
in vec2 place;
out vec4 result;

const vec3 lumaWeights = vec3(0.2126, 0.7152, 0.0722);

void applyKey(inout vec4 colour) {
  vec2 chroma = vec2(
    dot(colour.rgb, vec3(-0.168736, -0.331264, 0.5)),
    dot(colour.rgb, vec3(0.5, -0.418688, -0.081312)));
  float beyond = distance(chroma, keyChroma) - keyRange.x;
  float alpha = pow(clamp(beyond / max(keyRange.y, 0.0001), 0.0, 1.0), 1.5);
  float kept = pow(clamp(beyond / max(keyRange.z, 0.0001), 0.0, 1.0), 1.5);
  colour.rgb = mix(vec3(dot(colour.rgb, lumaWeights)), colour.rgb, kept);
  colour.a *= alpha;
}

void applyColour(inout vec4 colour) {
  vec3 bright = pow(clamp(colour.rgb, 0.0, 1.0), vec3(tone.z));
  bright = clamp((bright - 0.5) * tone.y + 0.5 + tone.x, 0.0, 1.0);
  colour.rgb = clamp(colourMatrix * bright, 0.0, 1.0);
}

void main() {
  vec2 at = clamp(place, bounds.xy, bounds.zw);
  if (shift != vec2(0.0)) at = fract(at + shift);
  vec4 colour = texture(picture, at);
  if (hasKey || hasColour) {
    if (colour.a > 0.0) colour.rgb /= colour.a;
    if (hasKey) applyKey(colour);
    if (hasColour) applyColour(colour);
    colour.rgb *= colour.a;
  }
  vec2 outside = abs(local) - halfSize + radius;
  float away = length(max(outside, 0.0)) + min(max(outside.x, outside.y), 0.0) - radius;
  colour *= clamp(0.5 - away, 0.0, 1.0) * opacity;
  if (mixing != 0) {
    vec3 below = texelFetch(backdrop, ivec2(gl_FragCoord.xy), 0).rgb;
    vec3 own = colour.a > 0.0 ? colour.rgb / colour.a : vec3(0.0);
    vec3 mixed = mixing == 1 ? max(own, below) : min(own, below);
    colour = vec4(mix(below, mixed, colour.a), 1.0);
  }
  result = colour;
}`;

/** The whole target. */
export const blurVertexShader = `#version 300 es
out vec2 place;
void main() {
  vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
  place = corner;
  gl_Position = vec4(corner * 2.0 - 1.0, 0.0, 1.0);
}`;

/** One direction of a Gaussian; beyond the edge the edge goes on. `sigma` in texels, at most 8. */
export const blurFragmentShader = `#version 300 es
precision highp float;
uniform sampler2D picture;
uniform vec2 direction;
uniform float sigma;
in vec2 place;
out vec4 result;
void main() {
  vec4 sum = texture(picture, place);
  float weights = 1.0;
  for (int step = 1; step <= 24; step += 1) {
    float away = float(step);
    if (away > sigma * 3.0) break;
    float weight = exp(-0.5 * away * away / (sigma * sigma));
    sum += weight * (texture(picture, place + direction * away) + texture(picture, place - direction * away));
    weights += 2.0 * weight;
  }
  result = sum / weights;
}`;
