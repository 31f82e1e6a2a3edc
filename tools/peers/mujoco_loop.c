/* MuJoCo at our work without Python: lengths and moment arms of the whole psoas, posture by posture.

   Built and called by tools/bench_peers.py. Only the three stages that lengths and arms need. */

#include <string.h>

#include <mujoco/mujoco.h>

enum { FASCICLES = 22, OF_A_SIDE = 11 };

typedef struct {
  mjModel* model;
  mjData* data;
} Peer;

static Peer peers[2];

/* Reads a model; 0 if that went well. */
int open_peer(int number, const char* path) {
  char message[1000];
  Peer* peer = &peers[number];
  peer->model = mj_loadXML(path, NULL, message, sizeof message);
  peer->data = peer->model ? mj_makeData(peer->model) : NULL;
  return peer->data == NULL;
}

/* Fills length (count, 22) and arm (count, numbers of the Jacobian, as they lie).

   A model with two tendons more than fascicles has the crossings of the brim as tendons of their
   own, right and left, whose lengths are added here. */
void run_peer(int number, const double* angles, long count, double* length, double* arm) {
  const mjModel* model = peers[number].model;
  mjData* data = peers[number].data;
  const int shared = model->ntendon > FASCICLES;
  for (long posture = 0; posture < count; posture++) {
    memcpy(data->qpos, angles + posture * model->nq, model->nq * sizeof(double));
    mj_kinematics(model, data);
    mj_comPos(model, data);
    mj_tendon(model, data);
    double* own = length + posture * FASCICLES;
    memcpy(own, data->ten_length, FASCICLES * sizeof(double));
    for (int row = 0; shared && row < FASCICLES; row++) {
      own[row] += data->ten_length[FASCICLES + row / OF_A_SIDE];
    }
    memcpy(arm + posture * model->nJten, data->ten_J, model->nJten * sizeof(double));
  }
}

void close_peers(void) {
  for (int number = 0; number < 2; number++) {
    mj_deleteData(peers[number].data);
    mj_deleteModel(peers[number].model);
    peers[number] = (Peer){NULL, NULL};
  }
}
