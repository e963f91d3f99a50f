package dev.stratus.sync.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stratus.cloud.ListRequest;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PageSizeTest {

  private final PageSize size = new PageSize();

  private void took(int asked, long seconds) {
    size.came(asked, TimeUnit.SECONDS.toNanos(seconds));
  }

  @Test
  void onAFastLinePagesSoonHaveAllThatTheyMay() {
    took(250, 0);
    assertThat(size.keys()).isEqualTo(500);
    took(500, 0);
    took(1000, 0);
    assertThat(size.keys()).isEqualTo(ListRequest.MAX_PAGE);
  }

  @Test
  void aPageThatTakesLongIsFollowedByOneThatTakesFourSeconds() {
    took(250, 0);
    took(500, 10);
    assertThat(size.keys()).isEqualTo(200);
  }

  @Test
  void pagesNeverBecomeTiny() {
    took(250, 30);
    took(50, 30);
    assertThat(size.keys()).isEqualTo(PageSize.LEAST);
  }

  @Test
  void severalListingsThatShareALineDoNotShrinkItTwice() {
    took(1000, 8);
    took(1000, 8);
    assertThat(size.keys()).isEqualTo(250);
  }

  @Test
  void aSmallPageOfAnEarlierTimeTellsNothing() {
    took(250, 0);
    took(250, 0);
    assertThat(size.keys()).isEqualTo(500);
  }

  @Test
  void onlyAPageThatCameMakesTheNextOneLarger() {
    size.failed(250, 0);
    assertThat(size.keys()).isEqualTo(250);
    size.failed(250, TimeUnit.SECONDS.toNanos(10));
    assertThat(size.keys()).isEqualTo(100);
  }

  @Test
  void whatTakesNeitherLongNorShortStays() {
    took(250, 2);
    assertThat(size.keys()).isEqualTo(PageSize.FIRST);
  }
}
