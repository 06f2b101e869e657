interface Product {
  readonly name: string;
  readonly description: string;
  readonly custom_id: string;
  readonly product_url: string;
  readonly image_url: string;
  readonly special_price: number;
  readonly target_group: string;
  readonly brand_name: string;
  readonly city: string;
  readonly country: string;
}

interface OrderLine {
  readonly product: Product;
  readonly quantity: number;
  readonly currency: string;
  readonly value: number;
}

interface Deal {
  readonly id: number;
  readonly custom_id: string;
  readonly name: string;
  readonly value: number;
  readonly value_usd: number;
  readonly ca_string: string;
  readonly custom_int: number;
  readonly order_products: readonly OrderLine[];
}

export interface Order {
  readonly deal_list: readonly Deal[];
}

/** What the template of bench/templates prints: five deals of three lines each. */
export function orderData(): Order {
  return { deal_list: [1, 2, 3, 4, 5].map(deal) };
}

const deal = (number: number): Deal => ({
  id: 78_000 + number,
  custom_id: `ORD-${78_000 + number}`,
  name: `Order #${78_000 + number} of Ann O'Neil & Sons`,
  value: 149.9 + number,
  value_usd: 161.25 + number,
  ca_string: `wrapped as a gift, "with love" <3`,
  custom_int: number * 7,
  order_products: [1, 2, 3].map((line) => orderLine(number * 10 + line)),
});

const orderLine = (number: number): OrderLine => ({
  product: {
    name: `Headphones "Studio ${number}"`,
    description: `Closed-back, 32 Ω & foldable; <b>loud</b> where it's quiet, quiet where it isn't. Item ${number}.`,
    custom_id: `SKU-HEADPHONES-${number}`,
    product_url: `https://shop.example/p/${number}?colour=black&utm_source=mail`,
    image_url: `https://shop.example/i/${number}.jpg`,
    special_price: 99.5 + number,
    target_group: `grown-ups`,
    brand_name: `Bang & Sons`,
    city: 'Gdańsk',
    country: 'Poland',
  },
  quantity: (number % 3) + 1,
  currency: 'USD',
  value: 129.9 + number,
});
