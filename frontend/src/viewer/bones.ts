/** The bones: read once, moved with their bodies, see-through where they would hide the muscle. */
import {
  Color,
  Group,
  Matrix4,
  Mesh,
  MeshStandardMaterial,
  type BufferGeometry,
  type Object3D,
} from "three";
import { GLTFLoader } from "three/addons/loaders/GLTFLoader.js";
import { matrixOf, type Body, type MuscleState } from "../muscle/state";
import file from "./bones.glb?url";
import { discs, type Plates } from "./discs";
import type { Look } from "./look";

export interface Bones {
  group: Group;
  /** Each body's node, to hang something on. */
  bodies: Record<Body, Object3D>;
  plates: Record<string, Plates>;
  show: (state: MuscleState) => void;
  paint: (look: Look) => void;
  /** 0 solid, 1 like glass, of each half of the pelvis and each thigh: right, left. */
  clear: (right: number, left: number) => void;
  visible: (on: boolean) => void;
}

type Bone = Mesh<BufferGeometry, MeshStandardMaterial>;

/** The bones of the page's own server. */
export async function readBones(look: Look): Promise<Bones> {
  const { scene } = await new GLTFLoader().loadAsync(file);
  const bodies = {} as Record<Body, Object3D>;
  const plates: Record<string, Plates> = {};
  const glass: Record<"r" | "l", Glass[]> = { r: [], l: [] };
  const solid = boneMaterial();
  const edge = new Color();
  const found: Bone[] = [];
  for (const node of [...scene.children]) {
    bodies[node.name.replace("body_", "") as Body] = node;
    node.matrixAutoUpdate = false;
    for (const bone of node.children as Bone[]) {
      const side = /_([rl])$/.exec(bone.name)?.[1] as "r" | "l" | undefined;
      bone.material = solid;
      if (side) {
        const made = glassy(boneMaterial(), edge);
        glass[side].push(made);
        bone.material = made.material;
      }
      if ("upper_plate" in bone.userData) plates[bone.name] = bone.userData as Plates;
      found.push(bone);
    }
  }
  const between = discs(plates);
  const group = new Group();
  group.add(scene, between.mesh);
  const materials = [solid, ...[...glass.r, ...glass.l].map(({ material }) => material)];
  const bones: Bones = {
    group,
    bodies,
    plates,
    show: (state) => {
      for (const [body, node] of Object.entries(bodies))
        node.matrix.copy(new Matrix4().fromArray(matrixOf(state.bodies[body as Body])));
      between.show(state.bodies);
    },
    paint: ({ of }) => {
      for (const material of materials) material.color.copy(of.bone);
      edge.copy(of.glass);
      between.paint(of.disc);
    },
    clear: (right, left) => {
      for (const one of glass.r) one.set(right);
      for (const one of glass.l) one.set(left);
    },
    visible: (on) => {
      for (const bone of found) bone.visible = on;
      between.mesh.visible = on;
    },
  };
  bones.paint(look);
  return bones;
}

const boneMaterial = (): MeshStandardMaterial =>
  new MeshStandardMaterial({ vertexColors: true, roughness: 0.82 });

interface Glass {
  material: MeshStandardMaterial;
  set: (share: number) => void;
}

/** A material that can turn to glass: clear where it faces the eye, seen at its edges. */
function glassy(material: MeshStandardMaterial, edge: Color): Glass {
  const share = { value: 0 };
  material.transparent = true;
  material.onBeforeCompile = (shader) => {
    shader.uniforms["glass"] = share;
    shader.uniforms["edge"] = { value: edge };
    shader.fragmentShader = shader.fragmentShader
      .replace("#include <common>", "#include <common>\nuniform float glass;\nuniform vec3 edge;")
      .replace(
        "#include <opaque_fragment>",
        `float facing = abs(dot(normal, normalize(vViewPosition)));
        diffuseColor.a *= mix(1.0, mix(0.07, 0.8, pow(1.0 - facing, 2.0)), glass);
        outgoingLight = mix(outgoingLight, edge, 0.7 * glass);
        #include <opaque_fragment>`,
      );
  };
  return {
    material,
    set: (value) => {
      share.value = value;
      material.depthWrite = value < 0.05;
    },
  };
}
