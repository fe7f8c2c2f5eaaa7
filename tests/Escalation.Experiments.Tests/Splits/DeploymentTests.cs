using Escalation.Calibration;
using Escalation.Calibration.Populations;
using Escalation.Decisions;
using Escalation.Experiments.Data;
using Escalation.Experiments.Splits;

namespace Escalation.Experiments.Tests.Splits;

public class DeploymentTests
{
    [Fact]
    public void A_policy_decides_each_item_of_a_pool_as_the_experiment_counts_it()
    {
        Pool pool = SyntheticPool.Draw(2_000, seed: 41, steps: 60);
        foreach (SplitCase promise in SplitsPlan.Of(pool))
        {
            var sampler = new Sampler(pool.Size, seed: 5);
            var certified = Assert.IsType<Certified>(promise.Calibrate(sampler.Next()[..promise.Draws]));
            bool budget = promise is BudgetCase;
            EscalationPolicy policy = EscalationPolicy.Build(p => (budget ? p.DelegationValue(certified.Certificate) : p.Confidence(certified.Certificate)).Route("desk"));
            int counted = 0;
            int errors = 0;
            for (int i = 0; i < pool.Size; i++)
            {
                AgentTurn turn = new() { Confidence = pool.Confidences[i], DelegationValue = pool.Delegation.Values[i] };
                bool escalates = policy.Decide(turn).Outcome != DecisionOutcome.Act;
                counted += escalates == budget ? 1 : 0;
                errors += escalates ? 0 : (int)pool.Losses[i];
            }

            bool violates = budget ? PopulationShare.Exceeds(counted, pool.Size, promise.Alpha) : PopulationShare.Exceeds(errors, counted, promise.Alpha);
            Assert.Equal(new Deployment((double)counted / pool.Size, violates), promise.Deploy(certified.Certificate));
        }
    }
}
