namespace Escalation.DependencyInjection;

/// <summary>What configuration can say of one policy. Parts that are null are left out; what code configures is added to them.</summary>
/// <remarks>As JSON, see <see cref="PolicyDocument"/>. Validated whenever a policy is built from it, see <see cref="EscalationOptionsValidator"/>.</remarks>
public sealed class EscalationOptions
{
    /// <summary>The version of these options that this library knows.</summary>
    public const int CurrentVersion = 1;

    /// <summary>The version the options are written for, from 1 to <see cref="CurrentVersion"/>.</summary>
    public int Version { get; set; } = CurrentVersion;

    /// <summary>The threshold of a confidence or delegation score.</summary>
    public ConfidenceSettings? Confidence { get; set; }

    /// <summary>The cost-ratio rule.</summary>
    public CostSettings? Costs { get; set; }

    /// <summary>Sensitive words.</summary>
    public KeywordSettings? Keywords { get; set; }

    /// <summary>The loop detector; an empty section is enough to turn it on.</summary>
    public LoopSettings? Loops { get; set; }

    /// <summary>The ambiguity trigger; an empty section is enough to turn it on.</summary>
    public AmbiguitySettings? Ambiguity { get; set; }

    /// <summary>The disagreement of samples.</summary>
    public DisagreementSettings? Disagreement { get; set; }

    /// <summary>Required slots of intents and tools.</summary>
    public SlotSettings? Slots { get; set; }

    /// <summary>Several goals in one request; an empty section is enough to turn it on.</summary>
    public GoalSettings? Goals { get; set; }

    /// <summary>Requests that are none of the known intents.</summary>
    public OutOfScopeSettings? OutOfScope { get; set; }

    /// <summary>The cause of uncertainty; an empty section is enough to turn it on.</summary>
    public AttributionSettings? Attribution { get; set; }

    /// <summary>A threshold on the agreement of samples.</summary>
    public SelfConsistencySettings? SelfConsistency { get; set; }

    /// <summary>A threshold on a verifier's score.</summary>
    public VerifierSettings? Verifier { get; set; }

    /// <summary>A threshold on a confidence from token log-probabilities.</summary>
    public LogProbSettings? LogProbs { get; set; }

    /// <summary>A threshold on the delegation value, typed by hand.</summary>
    public DelegationValueSettings? DelegationValue { get; set; }

    /// <summary>The confidence that the agent states itself; an empty section is enough to turn it on.</summary>
    public VerbalizedConfidenceSettings? VerbalizedConfidence { get; set; }

    /// <summary>The alarm on a confidence that says nothing; an empty section is enough to turn it on.</summary>
    public DegenerateSignalSettings? DegenerateSignal { get; set; }

    /// <summary>Sensitive expressions.</summary>
    public PatternSettings? Patterns { get; set; }

    /// <summary>Personal data; an empty section is enough to turn it on.</summary>
    public PersonalDataSettings? PersonalData { get; set; }

    /// <summary>Negative sentiment; an empty section is enough to turn it on.</summary>
    public SentimentSettings? Sentiment { get; set; }

    /// <summary>Hidden text; an empty section is enough to turn it on.</summary>
    public HiddenTextSettings? HiddenText { get; set; }

    /// <summary>Protected accounts.</summary>
    public AccountSettings? Accounts { get; set; }

    /// <summary>Triggers made of others, in this order.</summary>
    public IList<CompositionSettings> Compositions { get; } = [];

    /// <summary>What comes of the signals of single triggers.</summary>
    public IList<RuleSettings> Rules { get; } = [];

    /// <summary>The routes of escalations; the rule without a reason is for every other one.</summary>
    public IList<RouteSettings> Routes { get; } = [];

    /// <summary>How long asynchronous triggers may take together; null keeps the policy's own budget. Above zero, at most a day.</summary>
    public TimeSpan? TimeBudget { get; set; }
}
