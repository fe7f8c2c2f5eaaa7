using Escalation.Tool.Output;

namespace Escalation.Tool.Tests.Output;

public class CsvTextTests
{
    [Fact]
    public void A_field_is_quoted_when_it_could_be_misread()
    {
        Assert.Equal("plain name", CsvText.Field("plain name"));
        Assert.Equal("\"a,b\"", CsvText.Field("a,b"));
        Assert.Equal("\"say \"\"no\"\"\"", CsvText.Field("say \"no\""));
        Assert.Equal("\"a\nb\"", CsvText.Field("a\nb"));
        Assert.Equal("\"a\rb\"", CsvText.Field("a\rb"));
    }
}
