using Escalation.Decisions;

namespace Escalation.Core.Tests.Decisions;

/// <summary>A predictor whose answer the test gives.</summary>
internal sealed class StubPredictor(Func<AgentTurn, Estimate> predict) : IPredictor
{
    public StubPredictor(Estimate estimate)
        : this(_ => estimate)
    {
    }

    public string Name => "stub";

    public Estimate Predict(AgentTurn turn) => predict(turn);
}
