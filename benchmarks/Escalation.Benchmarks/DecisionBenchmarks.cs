using BenchmarkDotNet.Attributes;
using Escalation;
using Escalation.Decisions;
using Polly;

namespace Escalation.Benchmarks;

/// <summary>What a decision costs, beside Polly's empty pipeline as the known price of a policy object in .NET.</summary>
[MemoryDiagnoser]
public class DecisionBenchmarks
{
    private readonly AgentTurn _turn = new() { Id = "t", Request = "Where is my order 4711?", Answer = "It arrives on Tuesday.", Confidence = 0.97 };
    private EscalationPolicy _trivial = null!;
    private EscalationPolicy _four = null!;
    private EscalationPolicy _keywords = null!;
    private EscalationPolicy _loops = null!;
    private EscalationPolicy _confidence = null!;
    private EscalationPolicy _ambiguity = null!;
    private AgentTurn _conversing = null!;
    private EscalationPolicy _costs = null!;

    [GlobalSetup]
    public void Setup()
    {
        _trivial = EscalationPolicy.Build(p => p
            .Add(new TrivialTrigger("a"))
            .Add(new TrivialTrigger("b"))
            .Add(new TrivialTrigger("c"))
            .Add(new TrivialTrigger("d")));
        _four = EscalationPolicy.Build(p => p
            .Confidence(below: 0.8)
            .Loops()
            .Ambiguity()
            .Sensitivity(s => s.Keywords("chargeback", "lawyer", "lawsuit", "fraud")));
        _keywords = EscalationPolicy.Build(p => p.Sensitivity(s => s.Keywords("chargeback", "lawyer", "lawsuit", "fraud")));
        _confidence = EscalationPolicy.Build(p => p.Confidence(below: 0.8));
        _ambiguity = EscalationPolicy.Build(p => p.Ambiguity());
        _loops = EscalationPolicy.Build(p => p.Loops());
        Conversation conversation = _four.StartConversation("c");
        for (int i = 0; i < 40; i++)
        {
            conversation.Record(AgentStep.Tool("search", $$"""{"page":{{i}}}""", $"result {i}"));
        }

        _conversing = _turn with { Conversation = conversation, Interpretations = [new Interpretation("order", 0.9), new Interpretation("invoice", 0.1)] };
        _costs = EscalationPolicy.Build(p => p.Costs(wrongAct: 50, escalation: 4));
    }

    [Benchmark(Baseline = true, Description = "Polly empty pipeline")]
    public int PollyEmpty() => ResiliencePipeline.Empty.Execute(static state => state, 42);

    [Benchmark(Description = "policy: 4 trivial triggers")]
    public DecisionOutcome FourTrivialTriggers() => _trivial.Decide(_turn).Outcome;

    [Benchmark(Description = "policy: confidence, loops, ambiguity, keywords")]
    public DecisionOutcome FourTriggers() => _four.Decide(_conversing).Outcome;

    [Benchmark(Description = "policy: keywords alone")]
    public DecisionOutcome Keywords() => _keywords.Decide(_conversing).Outcome;

    [Benchmark(Description = "policy: loops alone")]
    public DecisionOutcome Loops() => _loops.Decide(_conversing).Outcome;

    [Benchmark(Description = "policy: confidence alone")]
    public DecisionOutcome Confidence() => _confidence.Decide(_conversing).Outcome;

    [Benchmark(Description = "policy: ambiguity alone")]
    public DecisionOutcome Ambiguity() => _ambiguity.Decide(_conversing).Outcome;

    [Benchmark(Description = "policy: cost-ratio rule")]
    public DecisionOutcome CostRule() => _costs.Decide(_turn).Outcome;
}
