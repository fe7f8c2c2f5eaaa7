using BenchmarkDotNet.Attributes;
using Escalation.Decisions;
using Polly;

namespace Escalation.Benchmarks;

/// <summary>What a decision costs, beside Polly's empty pipeline as the known price of a policy object in .NET.</summary>
[MemoryDiagnoser]
public class DecisionBenchmarks
{
    private readonly AgentTurn _turn = new() { Id = "t", Request = "Where is my order 4711?", Answer = "It arrives on Tuesday.", Confidence = 0.97 };
    private EscalationPolicy _trivial = null!;
    private EscalationPolicy _costs = null!;

    [GlobalSetup]
    public void Setup()
    {
        _trivial = EscalationPolicy.Build(p => p
            .Add(new TrivialTrigger("a"))
            .Add(new TrivialTrigger("b"))
            .Add(new TrivialTrigger("c"))
            .Add(new TrivialTrigger("d")));
        _costs = EscalationPolicy.Build(p => p.Costs(wrongAct: 50, escalation: 4));
    }

    [Benchmark(Baseline = true, Description = "Polly empty pipeline")]
    public int PollyEmpty() => ResiliencePipeline.Empty.Execute(static state => state, 42);

    [Benchmark(Description = "policy: 4 trivial triggers")]
    public DecisionOutcome FourTrivialTriggers() => _trivial.Decide(_turn).Outcome;

    [Benchmark(Description = "policy: cost-ratio rule")]
    public DecisionOutcome CostRule() => _costs.Decide(_turn).Outcome;
}
