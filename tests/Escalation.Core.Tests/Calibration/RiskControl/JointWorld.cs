using Escalation.Statistics;

namespace Escalation.Core.Tests.Calibration.RiskControl;

/// <summary>Seeded worlds with a delegation score, the loss of acting and the loss of escalating.</summary>
internal sealed record JointWorld(double[] Scores, double[] LossAct, double[] LossEscalate)
{
    /// <summary>Uniform scores; acting on score s is wrong with probability <paramref name="riskOfActing"/>(s), escalating with a constant one.</summary>
    internal static JointWorld Draw(int n, ulong seed, Func<double, double> riskOfActing, double riskOfEscalating = 0.02)
    {
        var random = new SplitMix64(seed);
        var world = new JointWorld(new double[n], new double[n], new double[n]);
        for (int i = 0; i < n; i++)
        {
            world.Scores[i] = random.NextUniform();
            world.LossAct[i] = random.NextUniform() < riskOfActing(world.Scores[i]) ? 1.0 : 0.0;
            world.LossEscalate[i] = random.NextUniform() < riskOfEscalating ? 1.0 : 0.0;
        }

        return world;
    }

    /// <summary>Acting has risk 0.3 s, so acting on scores up to t has risk 0.15 t.</summary>
    internal static JointWorld Rising(int n, ulong seed) => Draw(n, seed, score => 0.3 * score);
}
