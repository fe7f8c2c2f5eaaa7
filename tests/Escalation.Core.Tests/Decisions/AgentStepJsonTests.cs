using System.Text;
using System.Text.Json;
using Escalation.Decisions;

namespace Escalation.Core.Tests.Decisions;

public class AgentStepJsonTests
{
    [Fact]
    public void Every_part_of_a_step_comes_back()
    {
        AgentStep step = AgentStep.Tool("a", "{}", "no", isError: true) with { Text = "t", At = new DateTimeOffset(2024, 5, 1, 10, 0, 0, 123, TimeSpan.FromHours(2)), Vetoed = true };
        Assert.Equal(step, Read(Write(step)));
        Assert.Equal(step.At!.Value.Offset, Read(Write(step)).At!.Value.Offset);
        Assert.Equal("""{"kind":"tool","action":"a","arguments":"{}","observation":"no","isError":true,"text":"t","at":"2024-05-01T10:00:00.1230000+02:00","vetoed":true}""", Write(step).Replace("\\u002B", "+", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_unused_is_left_out() => Assert.Equal("""{"kind":"user","text":"hi"}""", Write(AgentStep.User("hi")));

    [Theory]
    [InlineData("""{"kind":"tool","at":"yesterday"}""")]
    [InlineData("""{"kind":"tool","at":5}""")]
    [InlineData("""{"kind":"tool","at":"2024-05-01"}""")]
    [InlineData("""{"kind":"tool","vetoed":"yes"}""")]
    [InlineData("""{"kind":"tool","vetoed":null}""")]
    [InlineData("""{"kind":"tool","veto":true}""")]
    public void What_is_no_step_is_refused(string json) => Assert.Throws<FormatException>(() => Read(json));

    private static string Write(AgentStep step)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            AgentStepJson.Write(writer, step);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static AgentStep Read(string json)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        return AgentStepJson.Read(document.RootElement);
    }
}
