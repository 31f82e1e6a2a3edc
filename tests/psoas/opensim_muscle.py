"""OpenSim's DeGrooteFregly2016Muscle, one muscle on a slider: the referee of the force."""

import opensim
from opensim import Vec3

# OpenSim would leave a log file in the folder where the tests are run.
opensim.Logger.removeFileSink()


class ForceReferee:
    """A muscle between ground and a sliding block that answers its force at a length.

    Parameters
    ----------
    max_force, optimal_fibre, slack, pennation : float, N, m, m, rad
    elastic : bool
    """

    def __init__(self, max_force, optimal_fibre, slack, pennation, elastic=False):
        self.model = opensim.Model()
        block = opensim.Body("block", 1.0, Vec3(0), opensim.Inertia(0.01, 0.01, 0.01))
        self.model.addBody(block)
        slider = opensim.SliderJoint("slider", self.model.getGround(), block)
        slider.updCoordinate().setName("path")
        self.model.addJoint(slider)
        muscle = opensim.DeGrooteFregly2016Muscle()
        muscle.setName("muscle")
        muscle.set_max_isometric_force(max_force)
        muscle.set_optimal_fiber_length(optimal_fibre)
        muscle.set_tendon_slack_length(slack)
        muscle.set_pennation_angle_at_optimal(pennation)
        muscle.set_ignore_tendon_compliance(not elastic)
        muscle.set_ignore_activation_dynamics(True)
        muscle.addNewPathPoint("origin", self.model.getGround(), Vec3(0))
        muscle.addNewPathPoint("insertion", block, Vec3(0))
        self.model.addForce(muscle)
        self.state = self.model.initSystem()
        self.coordinate = self.model.getCoordinateSet().get("path")
        self.muscle = opensim.DeGrooteFregly2016Muscle.safeDownCast(
            self.model.getMuscles().get("muscle")
        )

    def force(self, path, speed, activation):
        """Force along the tendon, N, and fibre length, m, of a path in m and m/s."""
        self.coordinate.setValue(self.state, path, False)
        self.coordinate.setSpeedValue(self.state, speed)
        self.model.realizeVelocity(self.state)
        self.model.setControls(self.state, opensim.Vector(1, activation))
        if not self.muscle.get_ignore_tendon_compliance():
            self.muscle.computeEquilibrium(self.state)
        self.model.realizeDynamics(self.state)
        return self.muscle.getTendonForce(self.state), self.muscle.getFiberLength(self.state)
