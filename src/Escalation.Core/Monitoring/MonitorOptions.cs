namespace Escalation.Monitoring;

/// <summary>How a monitor watches.</summary>
public sealed record MonitorOptions
{
    /// <summary>How many decisions the window holds unless told otherwise.</summary>
    public const int DefaultLabelWindow = 16_384;

    /// <summary>The level of all watches together, strictly between 0 and 1; each of m watches gets a share of 1/m (Bonferroni), so that it holds whatever ties them together. What it bounds is <see cref="Promise"/>.</summary>
    public double Level { get; init => field = Guard.OpenProbability(value, nameof(Level)); } = 0.01;

    /// <summary>What is promised about false alarms.</summary>
    public AlarmPromise Promise { get; init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Not a promise about alarms."); }

    /// <summary>In which order late labels become evidence.</summary>
    public LabelOrder LabelOrder { get; init => field = Enum.IsDefined(value) ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "Not an order of labels."); }

    /// <summary>For how many further decisions a label is awaited, and an id is known, at least 1. About 100 bytes each are taken at once, so that nothing is allocated later.</summary>
    public int LabelWindow { get; init => field = Guard.AtLeast(value, 1, nameof(LabelWindow)); } = DefaultLabelWindow;

    /// <summary>The name of the stream of decisions, different in each process whose evidence is to be merged.</summary>
    public string Stream { get; init => field = Guard.NotBlank(value, nameof(Stream)); } = "default";

    /// <summary>Are told of alarms.</summary>
    public IReadOnlyList<IAlarmObserver> Observers { get; init => field = value ?? throw new ArgumentNullException(nameof(value)); } = [];
}
